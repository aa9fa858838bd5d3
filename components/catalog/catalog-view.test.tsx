import { screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { renderPage } from '../testing/render-page';
import { ENVIRONMENTS, serviceRow, snapshotOf } from '../testing/services';
import { CatalogView } from './catalog-view';

const at = (environment: string, more: object = {}) => ({ environment, ...more });
const services = [
  serviceRow('payouts', { owner: 'payments', system: 'payments' }, [
    at('staging', { status: 'Suspended', changedAt: '2026-03-01T00:00:00Z' }),
  ]),
  serviceRow('payments', { owner: 'payments', system: 'payments' }, [
    at('production', { status: 'Degraded', changedAt: '2026-03-12T02:00:00Z' }),
  ]),
  serviceRow('ledger', { owner: 'payments', system: 'payments' }, [
    at('staging', { changedAt: '2026-03-09T00:00:00Z' }),
    at('production'),
  ]),
  serviceRow('fraud-check', { owner: 'payments', system: 'shop' }, [
    at('production', { image: 'registry.harbor.example/fraud:2' }),
  ]),
  serviceRow('shipping', { owner: 'logistics', system: 'fulfilment' }, [at('production')]),
  serviceRow('returns', { owner: 'logistics', system: 'fulfilment' }, [at('staging')]),
  serviceRow('price-import', {}, [at('production')]),
];
const byName = services.map(({ name }) => name).sort();

const page = (address: string) =>
  renderPage(<CatalogView initial={snapshotOf(services)} environments={ENVIRONMENTS} />, address);
const table = () => screen.getByRole('table', { name: 'Services with their placements' });
/** Names of the services shown, in their order. */
const names = () =>
  within(table())
    .getAllByRole('link')
    .map((link) => link.textContent);
const search = () => screen.getByRole('searchbox', { name: /^Name, owner, image/ });
const facet = (group: string, name: string) =>
  within(screen.getByRole('group', { name: group })).getByRole('checkbox', { name: new RegExp(`^${name}`) });
const column = (name: string) => screen.getByRole('columnheader', { name });
const groups = () =>
  within(table())
    .getAllByRole('rowheader')
    .map((head) => head.textContent);

describe('the search', () => {
  it('finds by name, owner, system and image, and says how many', async () => {
    const { user, address } = page('/catalog?group=none');
    expect(screen.getByText('All 7 services.')).toBeDefined();
    await user.type(search(), 'LEDG');
    expect(names()).toEqual(['ledger']);
    expect(address()).toBe('/catalog?group=none&q=LEDG');
    expect(screen.getByText('1 of 7 services.')).toBeDefined();
    await user.clear(search());
    await user.type(search(), 'logistics');
    expect(names()).toEqual(['returns', 'shipping']);
    await user.clear(search());
    await user.type(search(), 'fulfilment');
    expect(names()).toEqual(['returns', 'shipping']);
    await user.clear(search());
    await user.type(search(), 'harbor.example/fraud:');
    expect(names()).toEqual(['fraud-check']);
    await user.keyboard('{Escape}');
    expect(address()).toBe('/catalog?group=none');
    expect(names()).toEqual(byName);
  });

  it('names the nearest match where nothing is found, and is cleared', async () => {
    const { user, address } = page('/catalog?q=legder');
    expect(screen.getByText('No service matches “legder”.')).toBeDefined();
    expect(screen.getByText(/The nearest name is/)).toBeDefined();
    expect(screen.getByRole('link', { name: 'ledger' }).getAttribute('href')).toBe('/catalog/ledger');
    await user.click(screen.getByRole('button', { name: 'Clear' }));
    expect(address()).toBe('/catalog');
    expect(names().toSorted()).toEqual(byName);
  });
});

describe('the facets', () => {
  it('add up, count what they would show, and are read again from the address', async () => {
    const { user, address, reload } = page('/catalog?group=none');
    const count = (group: string, name: string) =>
      Number(/\d+$/.exec(facet(group, name).closest('label')?.textContent ?? '')?.[0]);
    for (const owner of ['Logistics', 'Payments']) {
      const expected = count('Owner', owner);
      await user.click(facet('Owner', owner));
      expect(names(), owner).toHaveLength(expected);
      await user.click(facet('Owner', owner));
    }

    await user.click(facet('Owner', 'Payments'));
    expect(names()).toEqual(['fraud-check', 'ledger', 'payments', 'payouts']);
    await user.click(facet('Health', 'Degraded'));
    expect(names()).toEqual(['payments']);
    await user.click(facet('Health', 'Suspended'));
    expect(names()).toEqual(['payments', 'payouts']);
    await user.click(facet('Environment', 'Staging'));
    expect(names()).toEqual(['payouts']);
    expect(address()).toBe(
      '/catalog?group=none&owner=payments&health=Degraded%2CSuspended&environment=staging',
    );

    reload();
    expect(names()).toEqual(['payouts']);
    for (const [group, name] of [
      ['Owner', 'Payments'],
      ['Health', 'Degraded'],
      ['Health', 'Suspended'],
      ['Environment', 'Staging'],
    ] as const)
      expect(facet(group, name), name).toHaveProperty('checked', true);
    await user.click(facet('Health', 'Suspended'));
    expect(screen.getByText('No service has all of these filters.')).toBeDefined();
    await user.click(screen.getByRole('button', { name: 'Clear' }));
    expect(address()).toBe('/catalog?group=none');
    expect(names()).toEqual(byName);
  });
});

describe('the table', () => {
  it('sorts by its heads, both ways; services without an owner come last', async () => {
    const { user, address } = page('/catalog?group=none');
    expect(names()).toEqual(byName);
    expect(column('Service').getAttribute('aria-sort')).toBe('ascending');
    await user.click(within(column('Service')).getByRole('button'));
    expect(column('Service').getAttribute('aria-sort')).toBe('descending');
    expect(names()).toEqual(byName.toReversed());
    expect(address()).toBe('/catalog?group=none&sort=-name');
    await user.click(within(column('Service')).getByRole('button'));
    expect(address(), 'by name is the usual order').toBe('/catalog?group=none');
    await user.click(within(column('Owner')).getByRole('button'));
    expect(address()).toBe('/catalog?group=none&sort=owner');
    expect(names()).toEqual([
      ...['returns', 'shipping'],
      ...['fraud-check', 'ledger', 'payments', 'payouts'],
      'price-import',
    ]);
    await user.click(within(column('Changed')).getByRole('button'));
    expect(names().slice(0, 3)).toEqual(['payments', 'ledger', 'payouts']);
  });

  it('groups by system, owner or not at all', async () => {
    const { user, address } = page('/catalog');
    const choose = async (name: string) => {
      await user.click(screen.getByRole('button', { name: 'Group' }));
      await user.click(screen.getByRole('option', { name }));
    };
    expect(groups()).toEqual(
      [/^Fulfilment/, /^Payments/, /^Shop/, /^None/].map((head) => expect.stringMatching(head) as string),
    );
    await choose('Owner');
    expect(groups()).toEqual(
      [/^Logistics/, /^Payments/, /^None/].map((head) => expect.stringMatching(head) as string),
    );
    expect(address()).toBe('/catalog?group=owner');
    await choose('None');
    expect(within(table()).queryAllByRole('rowheader')).toEqual([]);
  });
});

describe('the keyboard', () => {
  const marked = () => table().querySelector('tr[data-at]')?.textContent;

  it('moves with J and K, opens with Enter, deploys with D, and ignores letters while a person types', async () => {
    const { user, visited } = page('/catalog?group=none');
    const [first = '', second = ''] = byName;
    await user.keyboard('j');
    expect(marked()).toContain(first);
    await user.keyboard('j');
    expect(marked()).toContain(second);
    await user.keyboard('kk');
    expect(marked(), 'the first row is the end').toContain(first);
    await user.keyboard('/');
    expect(document.activeElement).toBe(search());
    await user.keyboard('jkd');
    expect(search()).toHaveProperty('value', 'jkd');
    expect(visited).toEqual([]);
    await user.clear(search());
    await user.keyboard('ledger');
    search().blur();
    await user.keyboard('j{Enter}d');
    expect(visited).toEqual(['/catalog/ledger', '/catalog/ledger?do=deploy']);
  });
});
