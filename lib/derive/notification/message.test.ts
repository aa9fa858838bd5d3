import { expect, it } from 'vitest';
import type { Delivery } from '@/lib/model';
import { notificationBody } from './message';

const receipt = {
  rule: 'pod.image-pull',
  object: { cluster: 'eu', kind: 'Pod', namespace: 'shop', name: 'cart-1', uid: 'u1' },
  field: 'status.containerStatuses[0].state.waiting.reason',
  value: 'ImagePullBackOff',
  cluster: 'eu',
  observedAt: '2026-03-12T03:14:00.000Z',
};
const delivery = (
  more: Partial<Delivery['transition']> = {},
  event: Delivery['event'] = 'fall',
): Delivery => ({
  id: '0b8b5f5e-7d61-4a5e-8a05-33f1b1b5d0aa',
  rule: 'on-call',
  event,
  state: 'queued',
  tries: 0,
  lastStatus: null,
  lastError: null,
  createdAt: '2026-03-12T03:15:00.000Z',
  endedAt: null,
  transition: {
    id: '12',
    placement: 'cart~shop~eu@eu/shop',
    service: 'cart~shop~eu',
    cluster: 'eu',
    namespace: 'shop',
    environment: 'production',
    from: 'Healthy',
    to: 'Degraded',
    reason: 'pod.image-pull',
    message: '2 of 3 pods cannot pull their image.',
    receipt,
    ready: 1,
    desired: 3,
    at: '2026-03-12T03:14:00.000Z',
    until: null,
    ...more,
  },
});
const body = (made: Delivery) =>
  notificationBody({
    delivery: made,
    serviceName: 'cart',
    owner: 'payments',
    publicUrl: 'https://pilothouse.example.com',
  });

it('says who fell, where, and why, for people and for machines', () => {
  expect(body(delivery())).toEqual({
    text: 'cart in production is Degraded. 2 of 3 pods cannot pull their image.',
    blocks: [
      {
        type: 'section',
        text: {
          type: 'mrkdwn',
          text: '*<https://pilothouse.example.com/catalog/cart~shop~eu|cart>* in production is *Degraded*.\n2 of 3 pods cannot pull their image.',
        },
      },
      {
        type: 'context',
        elements: [{ type: 'mrkdwn', text: 'eu/shop, 1 of 3 pods ready, since 2026-03-12T03:14:00.000Z' }],
      },
    ],
    pilothouse: {
      event: 'fall',
      delivery: '0b8b5f5e-7d61-4a5e-8a05-33f1b1b5d0aa',
      rule: 'on-call',
      transition: { id: '12', from: 'Healthy', to: 'Degraded', at: '2026-03-12T03:14:00.000Z' },
      service: { id: 'cart~shop~eu', name: 'cart', owner: 'payments' },
      placement: 'cart~shop~eu@eu/shop',
      cluster: 'eu',
      namespace: 'shop',
      environment: 'production',
      health: {
        status: 'Degraded',
        reason: 'pod.image-pull',
        message: '2 of 3 pods cannot pull their image.',
        since: '2026-03-12T03:14:00.000Z',
        receipts: [receipt],
      },
      ready: 1,
      desired: 3,
      url: 'https://pilothouse.example.com/catalog/cart~shop~eu',
    },
  });
});

it('says that it is well again', () => {
  const well = delivery({ from: 'Degraded', to: 'Healthy', message: 'All 3 pods are ready.' }, 'recovery');
  expect(body(well).text).toBe('cart in production is Healthy again. All 3 pods are ready.');
});

it('lets no text of a cluster become markup of the chat', () => {
  const { text, blocks } = body(delivery({ message: 'Container <!channel> says "a && b".' }));
  expect(text).toContain('Container &lt;!channel&gt; says "a &amp;&amp; b".');
  expect(JSON.stringify(blocks)).not.toContain('<!channel>');
});
