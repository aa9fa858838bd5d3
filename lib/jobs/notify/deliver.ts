import { findDelivery, recordTry } from '@/lib/db/deliveries';
import type { Db } from '@/lib/db/client';
import { notificationBody } from '@/lib/derive/notification';
import type { Clock, Webhook } from '@/lib/model';
import { post } from './post';
import { signedHeaders } from './sign';

export interface DeliverOptions {
  readonly db: Pick<Db, 'client'>;
  /** By the name of the rule. */
  readonly webhooks: ReadonlyMap<string, Webhook>;
  /** The address of Pilothouse as browsers use it, without a trailing slash. */
  readonly publicUrl: string;
  readonly now: Clock;
  /** Aborted when the process stops. */
  readonly signal: AbortSignal;
}

/**
 * Tries to deliver one message, and records the result. Does nothing for a delivery that has ended.
 *
 * @param lastTry Whether it is the last try: if it fails, the delivery is given up.
 * @throws Error where another try may succeed.
 */
export async function deliver(options: DeliverOptions, id: string, lastTry: boolean): Promise<void> {
  const { db, webhooks, publicUrl, now, signal } = options;
  const found = await findDelivery(db, id);
  if (found?.delivery.state !== 'queued') return;
  const webhook = webhooks.get(found.delivery.rule);
  if (!webhook) {
    const error = 'The settings no longer have this rule.';
    await recordTry(db, id, { state: 'failed', status: null, error, at: now() });
    return;
  }
  const body = JSON.stringify(notificationBody({ ...found, publicUrl }));
  const headers = signedHeaders(body, { secret: webhook.secret, delivery: id, now: now() });
  const { state, status, error } = await post({ url: webhook.url, body, headers, signal });
  const again = state === 'again' && !lastTry;
  await recordTry(db, id, {
    state: state === 'delivered' ? 'delivered' : again ? 'queued' : 'failed',
    status,
    error,
    at: now(),
  });
  if (again) throw new Error(error ?? 'The delivery failed.');
}
