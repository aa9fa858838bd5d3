import { z } from 'zod';
import { transitionSchema } from './history';

/** Statuses of a placement that a notification can be sent for. */
export const NOTIFIED_STATUSES = ['Degraded', 'Missing', 'Unknown'] as const;

/** `fall`: sent when a bad status has lasted for long enough; `recovery`: sent when the placement is good again and its fall was sent. */
export const NOTIFICATION_EVENTS = ['fall', 'recovery'] as const;
export type NotificationEvent = (typeof NOTIFICATION_EVENTS)[number];

/** `queued`: on its way, or to be tried again; `delivered`: the receiver answered 2xx; `failed`: given up. */
export const DELIVERY_STATES = ['queued', 'delivered', 'failed'] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];

const time = z.string();

/** A rule of the settings, without what is secret: of its address only the origin. */
export const notificationRuleViewSchema = z.object({
  name: z.string(),
  target: z.string(),
  services: z.array(z.string()).nullable(),
  owners: z.array(z.string()).nullable(),
  environments: z.array(z.string()).nullable(),
  clusters: z.array(z.string()).nullable(),
  severities: z.array(z.enum(NOTIFIED_STATUSES)),
  recovered: z.boolean(),
  minDurationSeconds: z.int(),
  notDuringRollout: z.boolean(),
});
export type NotificationRuleView = z.infer<typeof notificationRuleViewSchema>;

/** One delivery: what one rule sent, or tries to send, for one transition. */
export const deliverySchema = z.object({
  id: z.string(),
  rule: z.string(),
  event: z.enum(NOTIFICATION_EVENTS),
  state: z.enum(DELIVERY_STATES),
  tries: z.int(),
  /** The status of the receiver's last answer; null: there was none. */
  lastStatus: z.int().nullable(),
  /** Why the last try failed, as a sentence; null: it did not. */
  lastError: z.string().nullable(),
  createdAt: time,
  endedAt: time.nullable(),
  transition: transitionSchema,
});
export type Delivery = z.infer<typeof deliverySchema>;

/** `GET /api/v1/notifications`: the rules and their deliveries, newest first. */
export const notificationsSchema = z.object({
  rules: z.array(notificationRuleViewSchema),
  items: z.array(deliverySchema),
  nextCursor: z.string().nullable(),
});
export type Notifications = z.infer<typeof notificationsSchema>;

/** Where the messages of a rule are posted, and the secret that they are signed with. */
export interface Webhook {
  readonly url: string;
  readonly secret: string;
}

/** What is posted to a webhook: Slack's `text` and `blocks`, and the same for machines. */
export interface NotificationBody {
  readonly text: string;
  readonly blocks: readonly object[];
  readonly pilothouse: {
    readonly event: NotificationEvent;
    readonly delivery: string;
    readonly rule: string;
    readonly transition: {
      readonly id: string;
      readonly from: string | null;
      readonly to: string;
      readonly at: string;
    };
    readonly service: { readonly id: string; readonly name: string; readonly owner: string | null };
    readonly placement: string;
    readonly cluster: string;
    readonly namespace: string;
    readonly environment: string;
    readonly health: {
      readonly status: string;
      readonly reason: string;
      readonly message: string;
      readonly since: string;
      readonly receipts: readonly object[];
    };
    readonly ready: number;
    readonly desired: number;
    readonly url: string;
  };
}
