import { expect, it } from 'vitest';
import type { Health, ServiceSummary } from '@/lib/model';
import { wallEnvironments } from './wall-environments';

const service = (name: string, ...placements: readonly (readonly [string, Health])[]): ServiceSummary =>
  ({
    name,
    placements: placements.map(([environment, status]) => ({ environment, health: { status } })),
  }) as unknown as ServiceSummary;

const environments = [
  { name: 'dev', title: 'Development' },
  { name: 'staging', title: 'Staging' },
  { name: 'production', title: 'Production' },
];

it('counts each service once an environment, by its worst there, the worst and production first', () => {
  const services = [
    service('cart', ['production', 'Healthy'], ['production', 'Degraded'], ['staging', 'Idle']),
    service('ledger', ['production', 'Healthy']),
    service('web', ['production', 'Unknown']),
  ];
  expect(wallEnvironments(services, environments, 2)).toEqual([
    {
      name: 'production',
      title: 'Production',
      glyphs: [
        { service: 'cart', health: 'Degraded' },
        { service: 'web', health: 'Unknown' },
      ],
      hidden: 1,
      counts: [
        ['Degraded', 1],
        ['Unknown', 1],
        ['Healthy', 1],
      ],
    },
    {
      name: 'staging',
      title: 'Staging',
      glyphs: [{ service: 'cart', health: 'Idle' }],
      hidden: 0,
      counts: [['Idle', 1]],
    },
  ]);
});
