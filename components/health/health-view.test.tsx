import { screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { renderPage } from '../testing/render-page';
import { ENVIRONMENTS, serviceRow, snapshotOf } from '../testing/services';
import { HealthView } from './health-view';

const KILLED = '4 of 6 pods were killed for using more than their 512 MiB of memory';
const services = [
  serviceRow('ledger', { owner: 'payments', system: 'payments' }, [{ environment: 'production' }]),
  serviceRow('payments', { owner: 'payments', system: 'payments' }, [
    { environment: 'production', status: 'Degraded', message: KILLED, cause: 'out-of-memory' },
    { environment: 'staging' },
  ]),
  serviceRow('search', { owner: 'storefront', system: 'shop' }, [
    { environment: 'staging', status: 'Progressing', cause: 'image-pull' },
  ]),
  serviceRow('cart', { owner: 'storefront', system: 'shop' }, [{ environment: 'production' }]),
];

const page = (address: string) =>
  renderPage(
    <HealthView initial={snapshotOf(services)} environments={ENVIRONMENTS} mayRequest={false} />,
    address,
  );
const list = () => screen.getByRole('table', { name: 'Health of placements' });
const bodyRows = (table: HTMLElement) => within(table).getAllByRole('row').slice(1);
const names = () => bodyRows(list()).map((row) => within(row).getAllByRole('link')[0]?.textContent);
const facet = (group: string, name: string) =>
  within(screen.getByRole('group', { name: group })).getByRole('checkbox', { name: new RegExp(`^${name}`) });

describe('the grid', () => {
  it('puts the worst group and the worst service first', () => {
    page('/health');
    const [group, worst] = bodyRows(screen.getByRole('table', { name: 'Health by service and environment' }));
    expect(group?.textContent).toMatch(/^Payments/);
    expect(worst?.textContent).toMatch(/^payments/);
    expect(worst?.textContent).toContain(KILLED);
    if (worst === undefined) throw new Error('The grid has no row.');
    expect(within(worst).getAllByRole('button'), 'a glyph a placement').toHaveLength(2);
  });
});

describe('the list', () => {
  it('narrows by facets that add up and by cause, keeps them in the address, and reads them from there', async () => {
    const { user, address, reload } = page('/health');
    await user.click(facet('Status', 'Degraded'));
    await user.click(facet('Owner', 'Payments'));
    expect(address()).toBe('/health?status=Degraded&owner=payments');
    await user.click(screen.getByRole('button', { name: 'List' }));
    expect(address()).toBe('/health?status=Degraded&owner=payments&view=list');
    expect(names()).toEqual(['payments']);

    reload();
    expect(names()).toEqual(['payments']);
    expect(list().textContent).toContain(KILLED);
    expect(list().textContent).toContain('Out of memory');
    await user.click(facet('Status', 'Degraded'));
    expect(names()).toEqual(['payments', 'ledger', 'payments']);
    await user.click(facet('Owner', 'Payments'));
    await user.click(facet('Cause', 'Image pull'));
    expect(address()).toBe('/health?view=list&cause=image-pull');
    expect(names()).toEqual(['search']);
  });

  it('says what is not found, and clears it', async () => {
    const { user, address } = page('/health?view=list&owner=payments');
    await user.type(screen.getByRole('searchbox'), 'no such reason');
    expect(screen.getByText('No placement matches “no such reason”.')).toBeDefined();
    await user.click(screen.getByRole('button', { name: 'Clear' }));
    expect(address()).toBe('/health?view=list');
    expect(names()).toHaveLength(5);
  });

  it('is walked by the keyboard: J marks the worst, Enter opens its Health tab', async () => {
    const { user, visited } = page('/health?view=list');
    await user.keyboard('j');
    expect(list().querySelector('tr[data-at]')?.textContent).toContain('payments');
    await user.keyboard('{Enter}');
    expect(visited).toEqual(['/catalog/payments?tab=health&at=payments%40production-eu%2Fpayments#parts']);
  });
});
