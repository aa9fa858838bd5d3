import { screen, waitFor, within } from '@testing-library/react';
import { beforeEach, describe, expect, it } from 'vitest';
import { registryAvailabilitySchema, registryRowSchema, type InstanceStatus } from '@/lib/model';
import { answerApi, ok } from '../testing/api';
import { NOW, renderPage } from '../testing/render-page';
import { snapshotOf } from '../testing/services';
import { RegistryView } from './registry-view';

function row(name: string, status: InstanceStatus, address: string, more: object = {}) {
  return registryRowSchema.parse({
    kindOfRow: 'service',
    ...{ id: name, name, owner: 'payments', catalog: name },
    counts: { kubernetes: 2, self: 0, consul: 0 },
    statuses: [{ status, instances: 2 }],
    truth: { declared: 'yes', registered: 'yes', running: 'yes' },
    ...{ disagreeing: 0, disagreements: 0 },
    ...{ clusters: ['production-eu'], environments: ['production'], zones: ['eu-1a'], versions: ['1.0.0'] },
    ...{ addresses: [address], tags: [] },
    oldestSeenAt: { self: null, consul: null },
    ...more,
  });
}

const truth = (word: string, detail: string) => ({ says: 'no', word, detail, at: null });
const ghost = registryRowSchema.parse({
  kindOfRow: 'disagreement',
  ...{ id: 'ghost:price-import', kind: 'ghost', service: 'price-import', serviceName: 'price-import' },
  ...{ owner: null, address: 'Deployment ops/price-import', instances: [], cluster: 'production-eu' },
  ...{ namespace: 'ops', environment: 'production' },
  declared: truth('not declared', 'no catalog-info.yaml'),
  registered: truth('not registered', ''),
  running: { says: 'yes', word: 'runs', detail: 'ops/price-import', at: null },
  sentence: 'It runs and nobody owns it.',
  ...{ ahead: null, since: '2026-03-12T02:00:00Z' },
  receipts: [
    {
      rule: 'registry.ghost',
      object: {
        cluster: 'production-eu',
        kind: 'Deployment',
        namespace: 'ops',
        name: 'price-import',
        uid: null,
      },
      field: 'spec.template.spec.containers[].ports[].containerPort',
      value: '8080',
      cluster: 'production-eu',
      observedAt: NOW,
    },
  ],
  fix: {
    type: 'copy',
    label: 'Declare it',
    file: 'catalog-info.yaml',
    text: 'kind: Component',
    note: 'Write who owns it.',
  },
});

const rows = [
  row('payments', 'critical', '10.42.4.77:8080'),
  row('ledger', 'passing', '10.42.1.5:9000'),
  row('label-printer', 'passing', '192.0.2.7:7070', { counts: { kubernetes: 0, self: 1, consul: 0 } }),
  ghost,
];

const page = (address = '/registry') =>
  renderPage(
    <RegistryView initial={snapshotOf(rows)} refused={{ change: null, instances: null }} />,
    address,
  );
const services = () => screen.getByRole('table', { name: 'Services in the registry' });
const names = () =>
  within(services())
    .getAllByRole('link')
    .map((link) => link.textContent);
const search = () => screen.getByRole('searchbox', { name: /^Search the registry/ });

const AVAILABLE = registryAvailabilitySchema.parse({
  ...{ from: '2026-03-11T03:14:00Z', to: NOW, sliceMinutes: 15, nextCursor: null },
  items: [
    { id: 'payments', slices: '9993', fewest: { ready: 2, desired: 6 } },
    { id: 'ledger', slices: '..99', fewest: null },
  ],
});

let sent: ReturnType<typeof answerApi> = [];
beforeEach(() => {
  sent = answerApi({ 'GET /api/v1/registry/availability': () => ok(AVAILABLE) });
});

describe('the services of the registry', () => {
  it('are found by name and by address, narrowed by status, and read again from the address', async () => {
    const { user, address, reload } = page();
    expect(names()).toEqual(['label-printer', 'ledger', 'payments']);
    await user.type(search(), '10.42.1.5');
    expect(names()).toEqual(['ledger']);
    await user.clear(search());
    await user.click(screen.getByRole('button', { name: 'Status: all' }));
    await user.click(screen.getByRole('option', { name: /^Critical/ }));
    expect(address()).toBe('/registry?status=critical');
    expect(names()).toEqual(['payments']);
    reload();
    expect(names()).toEqual(['payments']);
    expect(screen.getByText('1 of 3 services.')).toBeDefined();
    await user.type(search(), 'no such thing');
    expect(screen.getByText('No service matches “no such thing”.')).toBeDefined();
    await user.click(screen.getByRole('button', { name: 'Clear' }));
    expect(address()).toBe('/registry');
    expect(names()).toHaveLength(3);
  });

  it('have their last day in words, with one request for all', async () => {
    page();
    const row = (name: string) =>
      within(within(services()).getByRole('link', { name }).closest('tr') ?? services());
    await waitFor(() =>
      expect(row('payments').getByRole('img', { name: /2 of 6 ready at the lowest/ })).toBeDefined(),
    );
    expect(row('ledger').getByRole('img', { name: /ready in the last/ })).toBeDefined();
    expect(row('label-printer').queryByRole('img'), 'what reports itself has no such history').toBeNull();
    expect(sent.map(({ path }) => path)).toEqual(['/api/v1/registry/availability']);
  });

  it('are walked by J and opened by Enter', async () => {
    const { user, visited } = page();
    await user.keyboard('jj{Enter}');
    expect(visited).toEqual(['/registry/ledger']);
  });
});

describe('a disagreement', () => {
  it('shows what was read, and the text that fixes it', async () => {
    const { user } = page();
    const table = screen.getByRole('table', { name: 'Where the sources disagree' });
    expect(table.textContent).toContain('It runs and nobody owns it.');
    await user.click(within(table).getByRole('button', { name: 'Ghost' }));
    const receipt = screen.getByRole('dialog', { name: 'Receipt' });
    expect(receipt.textContent).toContain('registry.ghost');
    expect(receipt.textContent).toContain('containerPort');
    await user.keyboard('{Escape}');
    await user.click(within(table).getByRole('button', { name: 'Declare it' }));
    const dialog = screen.getByRole('dialog', { name: 'Declare it' });
    expect(dialog.textContent).toContain('kind: Component');
    expect(within(dialog).getByRole('button', { name: 'Copy the text' })).toBeDefined();
    await user.keyboard('{Escape}');
    expect(screen.queryByRole('dialog')).toBeNull();
  });
});
