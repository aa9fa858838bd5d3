import { screen, waitFor, within } from '@testing-library/react';
import { beforeEach, describe, expect, it } from 'vitest';
import { topologyDifferencesSchema, type SideChoice, type TopologyDifferences } from '@/lib/model';
import { answerApi, ok } from '../testing/api';
import { renderPage } from '../testing/render-page';
import { DifferencesView } from './differences-view';

const PAGE = '/topology/differences';
const CHOICES: readonly SideChoice[] = [
  { kind: 'environment', name: 'staging', title: 'Staging', services: 3 },
  { kind: 'environment', name: 'production', title: 'Production', services: 2 },
  { kind: 'cluster', name: 'production-eu', title: 'production-eu', services: 2 },
];

function presence(name: string, side: string, version: string) {
  const cluster = `${side}-eu`;
  const place = { id: `${name}@${cluster}/${name}`, cluster, namespace: name, version, status: 'Healthy' };
  return { versions: [version], status: 'Healthy', places: [place] };
}

const service = (name: string, more: object) => ({
  ...{ key: name, name, service: name, kind: 'service', what: 'Service', system: null, owner: 'shop' },
  ...{ ahead: null, promote: null },
  ...more,
});

/** What the API answers for two sides: `catalog-api` is ahead in staging, `shipping` is only there, `mail-relay` is the same. */
function answer(leftText: string, rightText: string, same: boolean): TopologyDifferences {
  const sideOf = (text: string) => {
    const choice = CHOICES.find(({ kind, name }) => `${kind}/${name}` === text);
    return { ...choice, clusters: [], unread: [] };
  };
  const isLeft = leftText.endsWith('staging');
  const [staging, production] = [
    presence('catalog-api', 'staging', '2.32.0'),
    presence('catalog-api', 'production', '2.31.4'),
  ];
  const relay = presence('mail-relay', 'staging', '1.0.0');
  return topologyDifferencesSchema.parse({
    left: sideOf(leftText),
    right: sideOf(rightText),
    counts: { onlyLeft: isLeft ? 1 : 0, onlyRight: isLeft ? 0 : 1, version: 1, same: 1, calls: 0 },
    services: [
      service('shipping', {
        difference: isLeft ? 'only-left' : 'only-right',
        left: isLeft ? presence('shipping', 'staging', '5.2.0') : null,
        right: isLeft ? null : presence('shipping', 'staging', '5.2.0'),
      }),
      service('catalog-api', {
        difference: 'version',
        ahead: isLeft ? 'left' : 'right',
        promote: {
          to: isLeft ? 'right' : 'left',
          placement: 'catalog-api@production-eu/catalog-api',
          ...{ image: 'registry.harbor.example/catalog-api:2.32.0', version: '2.32.0' },
        },
        left: isLeft ? staging : production,
        right: isLeft ? production : staging,
      }),
      ...(same ? [service('mail-relay', { difference: 'same', left: relay, right: relay })] : []),
    ],
    calls: [],
  });
}

const page = (mayRequest = true) =>
  renderPage(
    <DifferencesView
      choices={CHOICES}
      usual={['environment/staging', 'environment/production']}
      initial={answer('environment/staging', 'environment/production', false)}
      mayRequest={mayRequest}
    />,
    PAGE,
  );
let sent: ReturnType<typeof answerApi> = [];
beforeEach(() => {
  sent = answerApi({
    'GET /api/v1/topology/differences': ({ query }) =>
      ok(answer(query.get('left') ?? '', query.get('right') ?? '', query.get('same') === 'true')),
  });
});
const services = () => screen.getByRole('table', { name: 'Services that differ' });
const rowOf = (name: string) => within(services()).getByRole('link', { name }).closest('tr')?.textContent;
const heads = () =>
  within(services())
    .getAllByRole('columnheader')
    .map((head) => head.textContent);
const search = () => screen.getByRole('searchbox', { name: /^Search the differences/ });

describe('the sides', () => {
  it('are swapped and chosen in the address, and what the API answers is shown', async () => {
    const { user, address } = page();
    expect(rowOf('catalog-api')).toMatch(/2\.32\.0.*2\.31\.4.*Staging is ahead/);
    expect(rowOf('shipping')).toContain('Only in Staging');
    await user.click(screen.getByRole('button', { name: 'Swap the sides' }));
    expect(address()).toBe(`${PAGE}?left=environment%2Fproduction&right=environment%2Fstaging`);
    await waitFor(() => expect(heads()[2]).toBe('Production'));
    expect(rowOf('catalog-api')).toMatch(/2\.31\.4.*2\.32\.0.*Staging is ahead/);
    await user.click(screen.getByRole('button', { name: /^Compare: / }));
    await user.click(screen.getByRole('option', { name: /^Cluster production-eu/ }));
    await waitFor(() => expect(heads()[2]).toBe('Cluster production-eu'));
    expect(sent.at(-1)?.query.toString()).toBe('left=cluster%2Fproduction-eu&right=environment%2Fstaging');
  });

  it('that cannot be compared show the answer of the API', async () => {
    answerApi({
      'GET /api/v1/topology/differences': () => ({
        status: 404,
        body: {
          status: 404,
          code: 'not-found',
          title: 'Not found',
          detail: 'Nothing runs in environment "moon".',
        },
      }),
    });
    renderPage(
      <DifferencesView choices={CHOICES} usual={['environment/staging']} initial={null} mayRequest={false} />,
      `${PAGE}?left=environment%2Fmoon&right=environment%2Fstaging`,
    );
    const alert = await screen.findByRole('alert');
    expect(alert.textContent).toContain('The two could not be compared.');
    expect(alert.textContent).toContain('Nothing runs in environment "moon".');
  });
});

describe('the services', () => {
  it('are searched, and the search is kept in the address', async () => {
    const { user, address, reload } = page();
    await user.type(search(), 'shipping');
    expect(address()).toBe(`${PAGE}?q=shipping`);
    reload();
    expect(within(services()).getAllByRole('row')).toHaveLength(2);
    await user.clear(search());
    await user.type(search(), 'no such thing');
    expect(screen.getByText('No service matches “no such thing”.')).toBeDefined();
    await user.click(screen.getByRole('button', { name: 'Clear' }));
    expect(rowOf('catalog-api')).toBeDefined();
  });

  it('that are the same are shown when wanted', async () => {
    const { user, address } = page();
    expect(within(services()).queryByRole('link', { name: 'mail-relay' })).toBeNull();
    await user.click(screen.getByRole('button', { name: 'Show these too' }));
    expect(address()).toBe(`${PAGE}?same=true`);
    await waitFor(() => expect(rowOf('mail-relay')).toContain('The same'));
  });

  it('link to the deploy of the newer version for a viewer who may request it', () => {
    page();
    expect(screen.getByRole('link', { name: 'Deploy 2.32.0 to Production' }).getAttribute('href')).toContain(
      '/catalog/catalog-api?do=deploy&placement=catalog-api%40production-eu%2Fcatalog-api&image=',
    );
  });

  it('have no such link for a viewer who may not', () => {
    page(false);
    expect(screen.queryByRole('link', { name: /^Deploy/ })).toBeNull();
  });
});
