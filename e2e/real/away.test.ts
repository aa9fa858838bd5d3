import { OPTIONAL_KINDS } from '@/lib/model';
import { beforeAll, describe, expect, it } from 'vitest';
import type { ControlPlane } from '../cluster/control-plane';
import { eventually } from '../cluster/eventually';
import { whyNoCluster } from '../cluster/open-cluster';
import { CLUSTER, idOf, openBoutique, SERVICES, type Boutique } from './boutique';
import { openLive, type LiveTap } from './live-tap';

const skipped = whyNoCluster();
if (skipped !== null) console.warn(`skipped: ${skipped}`);

const STALE_WITHIN_MS = 15_000;
const FRESH_WITHIN_MS = 10_000;

const AWAY = [
  {
    how: 'killed and started again',
    go: (cluster: ControlPlane) => cluster.killApiServer(),
    comeBack: (cluster: ControlPlane) => cluster.restartApiServer(),
    reason: /refuses connections/,
  },
  {
    how: 'frozen and thawed',
    go: (cluster: ControlPlane) => {
      cluster.freezeApiServer();
      return Promise.resolve();
    },
    comeBack: (cluster: ControlPlane) => {
      cluster.thawApiServer();
      return Promise.resolve();
    },
    reason: /did not answer/,
  },
];

// Each test has its own control plane, because the controllers take half a minute to recover from these faults.
describe.skipIf(skipped !== null).each(AWAY)('an API server $how', ({ go, comeBack, reason }) => {
  let boutique: Boutique;
  let live: LiveTap;
  let epoch: string;
  beforeAll(async () => {
    boutique = await openBoutique();
    live = await openLive(boutique.product, ['clusters']);
    epoch = await epochOf(live);
    return async () => {
      live.close();
      await boutique.stop();
    };
  });

  it('is stale within 15 s: its services are Unknown and say what they were', async () => {
    const { cluster, api } = boutique;
    await go(cluster);
    const stale = await eventually(
      async () => (await api.clusters()).find(({ state }) => state === 'stale'),
      {
        what: 'stale',
        timeoutMs: STALE_WITHIN_MS,
      },
    );
    expect(stale.reason).toMatch(reason);
    expect(Date.now() - Date.parse(stale.observedAt ?? '')).toBeLessThan(STALE_WITHIN_MS + 5_000);
    await live.next('its age in the stream', (message) =>
      message.event === 'ages' && message.data.clusters[CLUSTER]?.state === 'stale' ? true : undefined,
    );
    const services = await api.services();
    expect(services.map(({ name }) => name)).toEqual([...SERVICES]);
    for (const { name, health, placements } of services) {
      expect(health, name).toMatchObject({ status: 'Unknown', last: { status: 'Healthy' } });
      expect(health.message, name).toMatch(reason);
      expect(placements[0], name).toMatchObject({ ready: 1, desired: 1 });
    }
  });

  it('is fresh within 10 s of its return, without a restart of ours', async () => {
    const { cluster, product, api } = boutique;
    await comeBack(cluster);
    await eventually(
      async () => {
        const [state] = await api.clusters();
        return (
          state?.state === 'live' &&
          state.kinds.every(
            ({ kind, state: word }) => word === (OPTIONAL_KINDS.has(kind) ? 'absent' : 'live'),
          ) &&
          (await api.services()).every(({ health }) => health.status === 'Healthy' && health.last === null)
        );
      },
      { what: 'fresh', timeoutMs: FRESH_WITHIN_MS },
    );
    // Not only the status is fresh: later changes are seen too.
    await cluster.kubectl(['scale', 'deployment/frontend', '--replicas=2']);
    await eventually(async () => (await api.service(idOf('frontend'))).placements[0]?.desired === 2, {
      what: 'a scale after the return',
      timeoutMs: 5_000,
    });
    expect(product.isTheSame()).toBe(true);
    const after = await openLive(product, ['clusters']);
    expect(await epochOf(after)).toBe(epoch);
    after.close();
  });
});

function epochOf(live: LiveTap): Promise<string> {
  return live.next('a snapshot', (message) =>
    message.event === 'snapshot' ? message.data.epoch : undefined,
  );
}
