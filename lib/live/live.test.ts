import { describe, expect, it } from 'vitest';
import {
  registryServiceFromRows,
  serviceFromRows,
  type Actor,
  type ChangeRow,
  type ChangeSummary,
  type Topic,
  type WireMessage,
} from '@/lib/model';
import type { TrafficReading } from '@/lib/derive/topology/observed/reading';
import { readRegistry, readRegistryService } from '@/lib/reads/registry/read';
import { component } from '@/lib/views/testing/catalog';
import { event, node } from '@/lib/views/testing/objects';
import { change, running, scene, type SceneOptions } from '@/lib/views/testing/scene';
import { NOW } from '@/lib/views/testing/world';
import { ChangeFeed } from '@/lib/views';
import { PLACEMENTS_MAX } from '@/lib/views/entries/placements';
import { createLive } from './live';
import { manualTimers } from './testing/manual-timers';

const actor = (id: string): Actor => ({ id, name: id, role: 'engineer', groups: [], sessionId: null });
const ADA = actor('user:ada');

function setup(options: SceneOptions = {}) {
  const clock = manualTimers();
  const logged: object[] = [];
  const details = new Map<string, ChangeSummary>();
  let summaries: readonly ChangeSummary[] = options.changes ?? [];
  let readings = 0;
  const feed = new ChangeFeed({
    load: () => Promise.resolve(summaries),
    readSummary: (id) => Promise.resolve(summaries.find((one) => one.id === id) ?? null),
    readWhole: (id) => {
      readings += 1;
      const summary = details.get(id);
      if (!summary) return Promise.resolve(null);
      const row = { ...summary, progress: null } as unknown as ChangeRow;
      return Promise.resolve({ summary, row: () => row });
    },
    onError: (error) => {
      throw error;
    },
  });
  const made = scene({ ...options, feed });
  made.letGo();
  const live = createLive({
    picture: made.picture,
    epoch: 'e1',
    timers: clock.timers,
    log: { error: (fields) => logged.push(fields) },
  });
  live.start();
  return {
    ...made,
    clock,
    live,
    feed,
    logged,
    details,
    readings: () => readings,
    setSummaries: (next: readonly ChangeSummary[]) => (summaries = next),
    listen: async (topics: readonly Topic[], who: Actor = ADA) => {
      const messages: WireMessage[] = [];
      const stop = await live.subscribe({ topics, since: live.hub.position(), actor: who }, (message) =>
        messages.push(message),
      );
      return {
        stop,
        messages,
        /** The messages since the last call: event, topic, keys set (+), patched (~) and deleted (-). */
        news: () => messages.splice(0).map(brief),
      };
    },
  };
}

/** Requests of Deployments of shop, as the metrics of a mesh count them. */
function reading(rates: readonly (readonly [from: string, to: string, perSecond: number])[]): TrafficReading {
  return {
    address: 'http://prometheus:9090',
    clusters: null,
    observedAt: NOW,
    isOld: false,
    observations: rates.map(([from, to, perSecond]) => ({
      kind: 'istio',
      metric: 'istio_requests_total',
      unit: 'requests',
      labels: {},
      from: { namespace: 'shop', workload: from },
      to: { namespace: 'shop', workload: to },
      perSecond,
      failures: [],
      p95Ms: null,
      bytesPerSecond: null,
    })),
  };
}

interface Brief {
  readonly topic: string;
  readonly upserts?: readonly { readonly key: string }[];
  readonly patches?: Readonly<Record<string, unknown>>;
  readonly deletes?: readonly string[];
  readonly items?: readonly unknown[];
}
function brief({ event: name, data }: WireMessage): string {
  const { topic, upserts = [], patches = {}, deletes = [], items } = JSON.parse(data) as Brief;
  if (items) return `${name} ${topic} ${items.length}`;
  const put = upserts.map(({ key }) => `+${key}`);
  const patched = Object.keys(patches).map((key) => `~${key}`);
  return [name, topic, ...put, ...patched, ...deletes.map((key) => `-${key}`)].join(' ');
}

describe('createLive', () => {
  it('gives pages their rows with the position from which their stream continues', async () => {
    const { live, world } = setup();
    world.put('eu', ...running({ name: 'cart' }).all);
    const page = live.page('services', ADA);
    expect(page).toMatchObject({ epoch: 'e1', items: [{ name: 'cart', health: { status: 'Healthy' } }] });
    expect(live.page('now', ADA).items).toHaveLength(1);
    expect(live.page('clusters', ADA).items).toMatchObject([{ name: 'eu' }]);
    const messages: WireMessage[] = [];
    const request = {
      topics: ['services'] as const,
      since: { epoch: page.epoch, seq: page.seq },
      actor: ADA,
    };
    await live.subscribe(request, (message) => messages.push(message));
    expect(messages).toEqual([]);
  });

  it('publishes what one pod’s change touches: at once, and nothing else', async () => {
    const { live, world, clock, listen } = setup();
    const cart = running({ name: 'cart', replicas: 2 });
    world.put('eu', ...cart.all, ...running({ name: 'ledger' }).all);
    live.page('services', ADA);
    clock.advance(5000);
    const { news } = await listen(['services', 'health', 'rollouts', 'clusters', 'now']);
    const [pod] = running({
      name: 'cart',
      replicas: 2,
      pods: [{ ready: false, waiting: 'ImagePullBackOff' }, {}],
    }).pods;
    if (!pod) throw new Error('no pod');
    world.put('eu', pod);
    expect(news()).toEqual([
      expect.stringMatching(/^delta rollouts \+eu\/shop\/Deployment\/cart$/),
      'delta services +cart~shop~eu',
      'delta health +cart~shop~eu@eu/shop',
      'delta now ~now',
    ]);
  });

  it('gathers what follows within 25 ms', async () => {
    const { live, world, clock, listen } = setup();
    live.page('services', ADA);
    clock.advance(5000);
    const { news } = await listen(['services']);
    const cart = running({ name: 'cart' });
    world.put('eu', cart.owner);
    expect(news()).toEqual(['delta services +cart~shop~eu']);
    world.put('eu', cart.set, ...cart.pods, cart.front, cart.slice, ...running({ name: 'ledger' }).all);
    expect(news()).toEqual([]);
    clock.advance(25);
    expect(news()).toEqual([expect.stringMatching(/^delta services(?= .*\+cart)(?= .*\+ledger)/)]);
  });

  it('publishes what differs of the map a quarter of a second after a change', async () => {
    const { live, world, clock, listen } = setup();
    const cart = running({ name: 'cart' });
    world.put('eu', ...cart.all, ...running({ name: 'ledger' }).all);
    expect(live.page('topology', ADA).items).toMatchObject([
      { kindOfRow: 'node', id: 'cart~shop~eu@eu/shop', health: { status: 'Healthy' } },
      { kindOfRow: 'node', id: 'ledger~shop~eu@eu/shop' },
    ]);
    clock.advance(5000);
    const { news } = await listen(['topology']);
    const [pod] = running({ name: 'cart', pods: [{ ready: false, waiting: 'ImagePullBackOff' }] }).pods;
    if (!pod) throw new Error('no pod');
    world.put('eu', pod);
    clock.advance(249);
    expect(news()).toEqual([]);
    clock.advance(1);
    expect(news()).toEqual(['delta topology +cart~shop~eu@eu/shop']);
    world.take('eu', ...cart.all);
    clock.advance(250);
    expect(news()).toEqual(['delta topology -cart~shop~eu@eu/shop']);
  });

  it('derives the current map when a viewer comes', async () => {
    const { live, world, clock, listen } = setup();
    world.put('eu', ...running({ name: 'cart' }).all);
    live.page('topology', ADA);
    const [pod] = running({ name: 'cart', pods: [{ ready: false, waiting: 'ImagePullBackOff' }] }).pods;
    if (!pod) throw new Error('no pod');
    world.put('eu', pod);
    clock.advance(5000);
    const unseen = live.hub.rows({ topic: 'topology', scope: 'all' });
    expect(unseen, 'nobody looked').toMatchObject([{ health: { status: 'Healthy' } }]);
    await listen(['topology']);
    expect(live.hub.rows({ topic: 'topology', scope: 'all' })).toMatchObject([
      { health: { status: 'Degraded' } },
    ]);
  });

  it('deletes the rows of what was deleted', async () => {
    const { live, world, clock, listen } = setup();
    const cart = running({ name: 'cart' });
    world.put('eu', ...cart.all);
    live.page('services', ADA);
    clock.advance(5000);
    const { news } = await listen(['services', 'rollouts']);
    world.take('eu', cart.owner);
    expect(news()).toEqual(['delta rollouts -eu/shop/Deployment/cart', 'delta services -cart~shop~eu']);
  });

  it('derives a storm of changes in parts, those of events last, and lets other work run between them', async () => {
    const { live, world, clock, listen } = setup();
    const all = Array.from({ length: PLACEMENTS_MAX + 10 }, (_, index) => running({ name: `s${index}` }));
    world.writer().replace(
      'Deployment',
      all.map(({ owner }) => owner),
      NOW,
    );
    live.page('services', ADA);
    clock.advance(5000);
    const { messages } = await listen(['services']);
    const noisy = running({ name: 's0' }).owner;
    world.put('eu', event({ name: 'first', regarding: noisy }));
    world.writer().setKindState('Pod', { state: 'forbidden', reason: 'No pods (403).' }, NOW);
    clock.advance(25);
    expect(messages.length).toBeGreaterThan(1);
    clock.advance(1000);
    const sent = messages.flatMap(({ data }) => (JSON.parse(data) as Brief).upserts ?? []);
    expect(new Set(sent.map(({ key }) => key)).size).toBe(all.length);
  });

  it('derives again what time alone changes', async () => {
    const { live, world, clock, listen, setNow } = setup();
    world.put('eu', ...running({ name: 'cart' }).all);
    world.writer().setReach({ state: 'unreachable', observedAt: NOW, reason: 'No answer.' }, NOW);
    live.page('services', ADA);
    const { messages } = await listen(['services']);
    setNow('2026-03-12T03:16:00Z');
    clock.advance(120_000);
    const health = messages.map(({ data }) => /"message":"([^"]*)"/.exec(data)?.[1]);
    expect(health).toEqual(['No answer; what is known is 2 min old.']);
  });

  it('publishes what time alone changed, even where a reader has derived it already', async () => {
    const { context, live, world, clock, listen, setNow } = setup();
    world.put('eu', ...running({ name: 'cart' }).all);
    world.writer().setReach({ state: 'unreachable', observedAt: NOW, reason: 'No answer.' }, NOW);
    live.page('services', ADA);
    const { messages } = await listen(['services']);
    setNow('2026-03-12T03:16:00Z');
    for (const { id } of context.index.allPlacements()) context.views.get(id);
    clock.advance(120_000);
    const health = messages.map(({ data }) => /"message":"([^"]*)"/.exec(data)?.[1]);
    expect(health).toEqual(['No answer; what is known is 2 min old.']);
  });

  it('publishes a cluster’s state at once, its counts once a second, and its age only on the heartbeat', async () => {
    const { live, world, clock, listen } = setup();
    live.page('clusters', ADA);
    clock.advance(5000);
    const { news } = await listen(['clusters']);
    const later = '2026-03-12T03:14:05Z';
    world.writer().setReach({ state: 'live', observedAt: later, reason: null }, later);
    clock.advance(5000);
    expect(news()).toEqual([]);
    expect(JSON.parse(live.ages(ADA).data)).toEqual({
      epoch: 'e1',
      at: '2026-03-12T03:14:00.000Z',
      clusters: { eu: { state: 'live', observedAt: later } },
    });
    world.put('eu', node({ name: 'n1' }), node({ name: 'n2' }));
    expect(news()).toEqual([]);
    clock.advance(1000);
    expect(news()).toEqual(['delta clusters +eu']);
    clock.advance(25);
    world.writer().setReach({ state: 'stale', observedAt: later, reason: 'eu is silent.' }, later);
    expect(news()).toEqual(['delta clusters +eu']);
  });

  it('publishes traffic where a rate changed, and its age only on the heartbeat', async () => {
    const { live, world, clock, listen, setTraffic, setTrafficAges } = setup();
    for (const name of ['web', 'cart', 'mail']) world.put('eu', ...running({ name }).all);
    const read = (...rates: readonly [from: string, to: string, perSecond: number][]): void => {
      setTraffic(reading(rates));
      clock.advance(5000);
    };
    live.page('topology', ADA);
    const { news } = await listen(['topology']);
    read(['web', 'cart', 20.6], ['web', 'mail', 5]);
    const edge = (to: string): string => `+web~shop~eu@eu/shop>${to}~shop~eu@eu/shop:calls`;
    expect(news()).toEqual([`delta topology ${edge('cart')} ${edge('mail')}`]);
    read(['web', 'cart', 20.7], ['web', 'mail', 5.01]);
    expect(news()).toEqual([]);
    read(['web', 'cart', 30], ['web', 'mail', 5]);
    expect(news()).toEqual([`delta topology ${edge('cart')}`]);
    expect(JSON.parse(live.ages(ADA).data)).not.toHaveProperty('traffic');
    const age = { state: 'silent', observedAt: NOW, sentence: 'It answered 503.' } as const;
    setTrafficAges({ 'http://prometheus:9090': age });
    expect(JSON.parse(live.ages(ADA).data)).toMatchObject({ traffic: { 'http://prometheus:9090': age } });
  });

  it('survives a derivation that throws', async () => {
    const { live, world, clock, listen, errors } = setup();
    live.page('services', ADA);
    clock.advance(5000);
    const { news } = await listen(['services']);
    world.put('eu', { ...running({ name: 'broken' }).owner, status: null as never });
    clock.advance(25);
    world.put('eu', running({ name: 'cart' }).owner);
    clock.advance(25);
    expect(news()).toEqual(['delta services +broken~shop~eu', 'delta services +cart~shop~eu']);
    expect(errors[0]).toMatchObject({ placement: 'broken~shop~eu@eu/shop' });
  });

  it('passes the derived placements to listeners until they unsubscribe', () => {
    const { live, world, clock } = setup();
    const heard: string[] = [];
    const undo = live.listen('placements', ({ upserts, deletes }) => {
      heard.push(...[...upserts.keys()].map((id) => `+${id}`), ...[...deletes].map((id) => `-${id}`));
    });
    const cart = running({ name: 'cart' });
    world.put('eu', cart.owner);
    expect(heard.splice(0)).toEqual(['+cart~shop~eu@eu/shop']);
    clock.advance(1000);
    world.take('eu', cart.owner);
    expect(heard.splice(0)).toEqual(['-cart~shop~eu@eu/shop']);
    undo();
    clock.advance(1000);
    world.put('eu', cart.owner);
    expect(heard).toEqual([]);
  });

  it('follows a catalog that was imported', async () => {
    const { live, clock, listen, setCatalog } = setup();
    live.page('services', ADA);
    clock.advance(5000);
    const { news } = await listen(['services']);
    setCatalog({ entities: [component('cart')], placements: [] });
    expect(news()).toEqual(['delta services +cart']);
  });

  it('does nothing after it was stopped', async () => {
    const { live, world, clock, listen } = setup();
    const { news } = await listen(['services']);
    live.stop();
    news();
    world.put('eu', running({ name: 'cart' }).owner);
    clock.advance(60_000);
    expect(news()).toEqual([]);
    expect(clock.waiting).toBe(0);
  });
});

/** The messages to the page of a service when its only pod cannot pull its image. */
const BROKEN = '~placement:cart~shop~eu@eu/shop ~rollout:eu/shop/Deployment/cart ~pod:eu/Pod:shop:cart-rs1-0';

describe('details', () => {
  it('derives one service while somebody views it, and drops it some time later', async () => {
    const { live, world, clock, listen } = setup();
    world.put('eu', ...running({ name: 'cart' }).all);
    const topic = 'service:cart~shop~eu' as const;
    const page = await live.page(topic, ADA);
    expect(serviceFromRows(page.items)).toMatchObject({ pods: [{ ready: true }] });
    clock.advance(10_000);
    const { news, stop } = await listen([topic]);
    clock.advance(60_000);
    world.put('eu', ...running({ name: 'cart', pods: [{ waiting: 'ErrImagePull', ready: false }] }).pods);
    clock.advance(25);
    expect(news()).toEqual([`delta ${topic} ${BROKEN}`]);
    stop();
    clock.advance(29_000);
    expect(live.hub.has({ topic: topic, scope: 'all' })).toBe(true);
    clock.advance(1000);
    expect(live.hub.has({ topic: topic, scope: 'all' })).toBe(false);
  });

  it('continues from the page that was rendered', async () => {
    const { live, world, clock } = setup();
    world.put('eu', ...running({ name: 'cart' }).all);
    const topic = 'service:cart~shop~eu' as const;
    const { epoch, seq } = await live.page(topic, ADA);
    world.put('eu', ...running({ name: 'cart', pods: [{ waiting: 'ErrImagePull', ready: false }] }).pods);
    clock.advance(25);
    const messages: WireMessage[] = [];
    await live.subscribe({ topics: [topic], since: { epoch, seq }, actor: ADA }, (message) =>
      messages.push(message),
    );
    expect(messages.map(brief)).toEqual([`delta ${topic} ${BROKEN}`]);
  });

  it.each([
    { size: 'small', replicas: 3, pauseMs: 25 },
    { size: 'large', replicas: 250, pauseMs: 250 },
  ])(
    'sends the rows of a $size service that differ, gathered for $pauseMs ms while they keep changing',
    async ({ replicas, pauseMs }) => {
      const { live, world, clock, listen } = setup();
      const cart = running({ name: 'cart', replicas });
      world.put('eu', ...cart.all);
      live.page('services', ADA);
      const { news } = await listen(['service:cart~shop~eu']);
      clock.advance(5000);
      news();
      const restarted = (index: number) => {
        const [status] = cart.pods[index]?.status.containerStatuses ?? [];
        const pod = running({ name: 'cart', replicas }).pods[index];
        if (!pod || !status) throw new Error('no such pod');
        return { ...pod, status: { ...pod.status, containerStatuses: [{ ...status, restartCount: 1 }] } };
      };
      world.put('eu', restarted(0));
      expect(news(), 'nothing of the head or the others').toEqual([
        'delta service:cart~shop~eu ~pod:eu/Pod:shop:cart-rs1-0',
      ]);
      world.put('eu', restarted(1));
      world.put('eu', restarted(2));
      clock.advance(pauseMs - 1);
      expect(news()).toEqual([]);
      clock.advance(1);
      expect(news()).toEqual([
        'delta service:cart~shop~eu ~pod:eu/Pod:shop:cart-rs1-1 ~pod:eu/Pod:shop:cart-rs1-2',
      ]);
    },
  );

  it('deletes the row of a service that was removed, and reports an unknown one', async () => {
    const { live, world, clock, listen } = setup();
    const cart = running({ name: 'cart' });
    world.put('eu', ...cart.all);
    live.page('services', ADA);
    clock.advance(5000);
    const { news } = await listen(['service:cart~shop~eu', 'service:nobody', 'services']);
    expect(news()).toEqual([
      'error service:nobody',
      expect.stringMatching(
        /^delta service:cart~shop~eu \+service:cart~shop~eu .*\+pod:eu\/Pod:shop:cart-rs1-0 /,
      ),
      'snapshot service:nobody 0',
    ]);
    expect((await live.page('service:nobody', ADA)).items).toEqual([]);
    clock.advance(60_000);
    world.take('eu', cart.owner);
    expect(news()).toEqual([
      'delta services -cart~shop~eu',
      expect.stringMatching(
        /^delta service:cart~shop~eu -service:cart~shop~eu .*-pod:eu\/Pod:shop:cart-rs1-0 /,
      ),
    ]);
    expect(live.hub.rows({ topic: 'service:cart~shop~eu', scope: 'all' })).toEqual([]);
    clock.advance(250);
    world.put('eu', running({ name: 'x', labels: { 'backstage.io/kubernetes-id': 'nobody' } }).owner);
    expect(news()).toEqual([
      'delta services +nobody',
      expect.stringMatching(/^delta service:nobody \+service:nobody \+placement:nobody@eu\/shop /),
    ]);
  });

  it('shows everybody the same row of a Change, read once, with its progress as the picture shows it', async () => {
    const { live, world, clock, listen, details, readings } = setup();
    const target = { cluster: 'eu', namespace: 'shop', kind: 'Deployment' as const, name: 'cart' };
    world.put('eu', ...running({ name: 'cart' }).all);
    details.set('CH-1', change({ id: 'CH-1', state: 'verifying', target }));
    const page = await live.page('change:CH-1', ADA);
    expect(page.items).toMatchObject([{ progress: { state: 'Complete' } }]);
    const ada = await listen(['change:CH-1']);
    const bob = await listen(['change:CH-1'], actor('user:bob'));
    ada.news();
    bob.news();
    clock.advance(5000);
    world.put(
      'eu',
      ...running({ name: 'cart', pods: [{ waiting: 'ErrImagePull', ready: false }], ready: 0 }).all,
    );
    clock.advance(25);
    expect(ada.messages.map(({ data }) => data).join()).toContain('"state":"Stalled"');
    expect(bob.messages).toEqual(ada.messages);
    expect(bob.messages.map(({ data }) => data).join()).toContain('"topic":"change:CH-1"');
    expect(readings()).toBe(1);
  });

  it('follows the Changes of the database: the list, the one that is open, the service and Now', async () => {
    const { live, world, clock, listen, feed, details, setSummaries } = setup();
    world.put('eu', ...running({ name: 'cart' }).all);
    const waiting = change({ id: 'CH-1', state: 'awaiting-approval' });
    details.set('CH-1', { ...waiting, state: 'planned' });
    live.page('services', ADA);
    await live.page('change:CH-1', ADA);
    clock.advance(5000);
    const { news } = await listen(['changes', 'change:CH-1', 'service:cart~shop~eu', 'now']);
    news();
    setSummaries([waiting]);
    details.set('CH-1', { ...waiting, sentence: 'Waits for a lead.' });
    await feed.moved('CH-1');
    clock.advance(250);
    expect(news().sort()).toEqual([
      'delta change:CH-1 ~CH-1',
      'delta changes +CH-1',
      'delta now ~now',
      'delta service:cart~shop~eu ~change:CH-1',
    ]);
    expect(live.page('changes', ADA).items).toMatchObject([{ id: 'CH-1' }]);
  });

  it('publishes what differs in the registry, in the list and in an open service', async () => {
    const { live, world, clock, listen, context } = setup();
    const cart = running({ name: 'cart', replicas: 2 });
    world.put('eu', ...cart.all);
    expect(live.page('registry', ADA).items).toMatchObject([
      { kindOfRow: 'service', id: 'cart~shop~eu', counts: { kubernetes: 2 } },
      { kindOfRow: 'protection', on: null },
    ]);
    const opened = async () => registryServiceFromRows((await live.page('registry:cart', ADA)).items);
    expect(await opened()).toMatchObject({ id: 'cart~shop~eu', instances: [{}, {}] });
    expect(await opened()).toEqual(readRegistryService(context, 'cart'));
    clock.advance(5000);
    const { news, stop } = await listen(['registry', 'registry:cart~shop~eu']);
    news();
    const fewer = { ...cart.slice, metadata: { ...cart.slice.metadata, resourceVersion: '99999' } };
    world.put('eu', { ...fewer, endpoints: fewer.endpoints.slice(1) });
    // A call of the API meanwhile derives the row, and the subscribers still get it.
    expect(readRegistry(context, {}).items).toMatchObject([{ counts: { kubernetes: 1 } }]);
    clock.advance(250);
    expect(news().sort()).toEqual([
      'delta registry +service:cart~shop~eu',
      'delta registry:cart~shop~eu ~service:cart~shop~eu -instance:kubernetes:eu/shop/10.0.0.1',
    ]);
    expect(await opened()).toEqual(readRegistryService(context, 'cart'));
    world.take('eu', ...cart.all);
    clock.advance(300);
    expect(news().sort()).toEqual([
      'delta registry -service:cart~shop~eu',
      'delta registry:cart~shop~eu -service:cart~shop~eu -instance:kubernetes:eu/shop/10.0.0.2',
    ]);
    stop();
  });

  it('publishes to Now how many disagreements there are, when one has lasted for long enough', async () => {
    const { live, world, clock, listen, setNow } = setup();
    const cart = running({ name: 'cart' });
    const astray = { ...cart.front, spec: { ...cart.front.spec, selector: { app: 'basket' } } };
    world.put('eu', cart.owner, cart.set, ...cart.pods, astray);
    live.page('registry', ADA);
    clock.advance(5000);
    const { news } = await listen(['registry', 'now']);
    news();
    setNow('2026-03-12T03:14:31Z');
    clock.advance(30_000);
    expect(news()).toContain(
      'delta registry +service:cart~shop~eu +disagreement:selector-mismatch:cart~shop~eu:eu/shop/cart',
    );
    expect(live.page('now', ADA).items).toMatchObject([{ disagreements: 1 }]);
  });
});
