import { describe, expect, it } from 'vitest';
import { AppError, type TopologyDifferences } from '@/lib/model';
import { calling } from '@/lib/views/testing/calling';
import { component } from '@/lib/views/testing/catalog';
import { running, scene } from '@/lib/views/testing/scene';
import { NOW } from '@/lib/views/testing/world';
import { readDifferences, sideChoices } from './topology-differences';

/** A workload with the label by which the catalog joins it, in any cluster. */
const known = (name: string) => ({ name, labels: { 'backstage.io/kubernetes-id': name } });
const image = (version: string) => `registry.example/app:${version}`;

/** Shop in staging and in production, in one cluster each; carts of the catalog, what is not in it, and a mail relay apart. */
function company() {
  const made = scene({
    clusters: ['eu-1', 'eu-2'],
    catalog: { entities: ['web', 'cart', 'mail'].map((name) => component(name)), placements: [] },
    environments: [
      { name: 'staging', title: 'Staging', match: [{ cluster: 'eu-1' }], policy: { approvals: 0 } },
      { name: 'production', title: 'Production', match: [{ cluster: 'eu-2' }], policy: { approvals: 1 } },
    ] as never,
  });
  const { put } = made.world;
  const at = (version: string) => ({ image: image(version) });
  put(
    'eu-1',
    ...calling(
      { ...known('web'), ...at('1.10.0') },
      { CART_ADDR: 'cart:80', SMTP_ADDR: 'smtp.test.example:25' },
    ).all,
    ...calling({ ...known('cart'), ...at('2.0.0') }, { MAIL_ADDR: 'mail:80' }).all,
    ...running({ ...known('mail'), ...at('1.0.0') }).all,
    ...running({ name: 'mock-bank', ...at('1.0.0') }).all,
  );
  put(
    'eu-2',
    ...calling({ ...known('web'), ...at('1.9.1') }, { CART_ADDR: 'cart:80', SMTP_ADDR: 'smtp.example:25' })
      .all,
    ...calling({ ...known('cart'), ...at('2.0.0') }, { BANK_ADDR: 'bank.example:443' }).all,
    ...running({ ...known('mail'), ...at('1.0.0') }).all,
  );
  return made;
}

const query = { left: 'environment/staging', right: 'environment/production', same: false };

const servicesOf = ({ services }: TopologyDifferences) =>
  services.map(({ name, difference, ahead, left, right }) =>
    [name, difference, left?.versions.join(), right?.versions.join(), ahead].join(' '),
  );
const callsOf = ({ calls }: TopologyDifferences) =>
  calls.map(({ from, difference, left, right }) =>
    [from.name, difference, left?.name ?? '–', right?.name ?? '–'].join(' '),
  );

describe('the differences of two Environments', () => {
  it('has what is missing, which version runs, and which calls differ', () => {
    const differences = readDifferences(company().context, query);
    expect(servicesOf(differences)).toEqual(['mock-bank only-left 1.0.0  ', 'web version 1.10.0 1.9.1 left']);
    expect(callsOf(differences)).toEqual([
      'cart only-right – bank.example:443',
      'cart only-left mail –',
      'web elsewhere smtp.test.example:25 smtp.example:25',
    ]);
    expect(differences.calls[2]?.left?.evidence[0]?.value).toBe('smtp.test.example:25');
    expect(differences.counts).toEqual({ onlyLeft: 1, onlyRight: 0, version: 1, same: 2, calls: 3 });
    expect(differences.left).toEqual({
      ...{ kind: 'environment', name: 'staging', title: 'Staging', services: 4 },
      ...{ clusters: ['eu-1'], unread: [] },
    });
  });

  it('offers the newer version to the side that is behind, where that is one placement', () => {
    const { context, world } = company();
    const promotion = () =>
      readDifferences(context, query).services.find(({ name }) => name === 'web')?.promote;
    expect(promotion()).toEqual({
      ...{ to: 'right', placement: 'web@eu-2/shop' },
      ...{ image: image('1.10.0'), version: '1.10.0' },
    });
    world.put('eu-2', ...running({ ...known('web'), namespace: 'second', image: image('1.9.0') }).all);
    expect(promotion()).toBeNull();
  });

  it('is the same from the other side, with the sides exchanged', () => {
    const { context } = company();
    const differences = readDifferences(context, { ...query, left: query.right, right: query.left });
    expect(servicesOf(differences)).toEqual([
      'mock-bank only-right  1.0.0 ',
      'web version 1.9.1 1.10.0 right',
    ]);
    expect(differences.calls).toHaveLength(3);
  });

  it('also lists what is the same on request', () => {
    const differences = readDifferences(company().context, { ...query, same: true });
    expect(servicesOf(differences).slice(2)).toEqual(['cart same 2.0.0 2.0.0 ', 'mail same 1.0.0 1.0.0 ']);
  });

  it('compares clusters as well, and shows the versions of both', () => {
    const { context, world } = company();
    world.put('eu-1', ...calling({ ...known('web'), namespace: 'canary', image: image('1.11.0') }, {}).all);
    const differences = readDifferences(context, {
      left: 'cluster/eu-1',
      right: 'cluster/eu-2',
      same: false,
    });
    expect(servicesOf(differences)).toContain('web version 1.10.0,1.11.0 1.9.1 left');
    expect(differences.services.find(({ name }) => name === 'web')?.left?.places).toHaveLength(2);
  });

  it('shows that a call from production into staging leads elsewhere', () => {
    const { context, world } = scene({
      catalog: { entities: ['web', 'cart'].map((name) => component(name)), placements: [] },
    });
    for (const namespace of ['shop-staging', 'shop-production']) {
      const web = { CART_ADDR: 'cart.shop-staging:80' };
      world.put(
        'eu',
        ...calling({ ...known('web'), namespace }, web).all,
        ...calling({ ...known('cart'), namespace }, {}).all,
      );
    }
    const differences = readDifferences(context, query);
    expect(callsOf(differences)).toEqual(['web elsewhere cart cart']);
    expect([differences.calls[0]?.left?.elsewhere, differences.calls[0]?.right?.elsewhere]).toEqual([
      null,
      'staging',
    ]);
  });

  it('finds what is not in the catalog by its name, and by its namespace where one name means several', () => {
    const { context, world } = company();
    const redis = (namespace: string, version: string) =>
      running({ name: 'redis', namespace, image: image(version) }).all;
    world.put('eu-1', ...redis('shop', '7.0.0'));
    world.put('eu-2', ...redis('shop', '8.0.0'));
    expect(servicesOf(readDifferences(context, query))).toContain('redis version 7.0.0 8.0.0 right');
    world.put('eu-1', ...redis('ledger-staging', '6.0.0'));
    world.put('eu-2', ...redis('ledger-production', '6.0.0'));
    const differences = readDifferences(context, { ...query, same: true });
    expect(
      differences.services
        .filter(({ name }) => name === 'redis')
        .map(({ key, difference }) => [key, difference]),
    ).toEqual([
      ['shop/redis', 'version'],
      ['ledger/redis', 'same'],
    ]);
  });

  it('leaves out a call that a person rejected', () => {
    const made = company();
    const lost = readDifferences(made.context, query).calls.find(({ left }) => left?.name === 'mail');
    const { entities, placements } = made.context.catalog();
    const verdict = { verdict: 'rejected', by: 'Ada', at: NOW, reason: 'It was moved.' } as const;
    made.setCatalog({ entities, placements, verdicts: [{ edge: lost?.left?.edge ?? '', ...verdict }] });
    expect(callsOf(readDifferences(made.context, query))).not.toContain('cart only-left mail –');
  });

  it('names the clusters of a side that are not read', () => {
    const { context, world } = company();
    world.writer('eu-2').setReach({ state: 'stale', observedAt: NOW, reason: 'It is silent.' }, NOW);
    expect(readDifferences(context, query).right.unread).toEqual([{ cluster: 'eu-2', state: 'stale' }]);
  });

  it.each([
    [{ left: 'staging' }, 'invalid-input', 'Expected environment/NAME or cluster/NAME, not "staging".'],
    [{ left: 'environment/' }, 'invalid-input', 'Expected environment/NAME or cluster/NAME'],
    [{ right: 'environment/staging' }, 'invalid-input', 'Expected another side than left'],
    [{ right: 'environment/moon' }, 'not-found', 'Nothing runs in environment "moon", as far as is known.'],
  ])('does not understand %j', (wrong, code, says) => {
    const { context } = company();
    const ask = () => readDifferences(context, { ...query, ...wrong });
    expect(ask).toThrow(AppError);
    try {
      ask();
    } catch (error) {
      expect(error).toMatchObject({ code });
      expect(JSON.stringify([(error as Error).message, (error as AppError).fields])).toContain(
        JSON.stringify(says).slice(1, -1),
      );
    }
  });

  it('offers Environments in the order of the settings, then clusters', () => {
    expect(sideChoices(company().context)).toEqual([
      { kind: 'environment', name: 'staging', title: 'Staging', services: 4 },
      { kind: 'environment', name: 'production', title: 'Production', services: 3 },
      { kind: 'cluster', name: 'eu-1', title: 'eu-1', services: 4 },
      { kind: 'cluster', name: 'eu-2', title: 'eu-2', services: 3 },
    ]);
  });
});
