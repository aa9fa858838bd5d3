import { screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { ChangeSummary } from '@/lib/model';
import { renderPage } from '../testing/render-page';
import { ChangesView } from './changes-view';

const plan: ChangeSummary = {
  id: 'CH-1',
  action: 'restart',
  state: 'planned',
  target: { cluster: 'staging-eu', namespace: 'payments', kind: 'Deployment', name: 'ledger' },
  service: 'ledger',
  serviceName: 'ledger',
  owner: 'payments',
  environment: 'staging',
  title: 'Restart ledger',
  reason: '',
  askedBy: { id: 'user:engineer', name: 'Engineer, Payments' },
  createdAt: '2026-03-12T00:00:00Z',
  updatedAt: '2026-03-12T00:00:00Z',
  approvalsNeeded: 0,
  approvalsGiven: 0,
  sentence: 'It is planned and waits to be executed.',
};

function renderChanges(changes: readonly ChangeSummary[], query = '') {
  const initial = { epoch: 'e', seq: 1, items: changes };
  const view = <ChangesView initial={initial} me="user:engineer" environments={[]} />;
  return renderPage(view, `/changes${query}`);
}

describe('changes', () => {
  it('blames no filter while there are only plans that were not executed', async () => {
    const { user } = renderChanges([plan]);
    expect(screen.getByText('No Changes yet.')).toBeDefined();
    expect(screen.queryByRole('button', { name: 'Clear' })).toBeNull();
    await user.click(screen.getByRole('button', { name: 'Hidden: 1 plan not executed' }));
    expect(screen.getByRole('link', { name: 'Restart ledger' })).toBeDefined();
  });

  it('offers to clear a search that finds nothing', () => {
    renderChanges([{ ...plan, state: 'succeeded' }], '?q=nothing-like-it');
    expect(screen.getByRole('button', { name: 'Clear' })).toBeDefined();
  });
});
