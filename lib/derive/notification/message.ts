import type { Delivery, NotificationBody } from '@/lib/model';
import { sentence } from '../sentences';

export interface MessageFacts {
  readonly delivery: Delivery;
  readonly serviceName: string;
  readonly owner: string | null;
  /** The address of Pilothouse as browsers use it, without a trailing slash. */
  readonly publicUrl: string;
}

/**
 * The body of a notification to a webhook: `text` and `blocks` as Slack's incoming webhooks and compatible ones read
 * them (docs.slack.dev, Block Kit), and the same data for machines under `pilothouse`.
 */
export function notificationBody({
  delivery,
  serviceName,
  owner,
  publicUrl,
}: MessageFacts): NotificationBody {
  const { transition, event } = delivery;
  const { service, environment, cluster, namespace, to, message, ready, desired } = transition;
  const url = `${publicUrl}/catalog/${encodeURIComponent(service)}`;
  const again = event === 'recovery' ? ' again' : '';
  const head = `${serviceName} in ${environment} is ${to}${again}`;
  const link = `<${url}|${escaped(serviceName)}>`;
  const place = `${cluster}/${namespace}, ${ready} of ${desired} pods ready, since ${transition.at}`;
  return {
    text: escaped(`${head}. ${sentence(message)}`),
    blocks: [
      section(`*${link}* in ${escaped(environment)} is *${to}*${again}.\n${escaped(sentence(message))}`),
      { type: 'context', elements: [{ type: 'mrkdwn', text: escaped(place) }] },
    ],
    pilothouse: {
      event,
      delivery: delivery.id,
      rule: delivery.rule,
      transition: { id: transition.id, from: transition.from, to, at: transition.at },
      service: { id: service, name: serviceName, owner },
      placement: transition.placement,
      cluster,
      namespace,
      environment,
      health: {
        status: to,
        reason: transition.reason,
        message,
        since: transition.at,
        receipts: [transition.receipt],
      },
      ready,
      desired,
      url,
    },
  };
}

function section(text: string): object {
  return { type: 'section', text: { type: 'mrkdwn', text } };
}

/** Escapes the three characters that have a meaning in Slack's mrkdwn. */
function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
