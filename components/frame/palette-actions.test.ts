import { describe, expect, it } from 'vitest';
import type { SearchHit } from '@/lib/model';
import { OFFERED_ACTIONS } from '../changes/kinds';
import { actionOffers, typedAction } from './palette-actions';

const hit = (kind: SearchHit['kind'], id: string): SearchHit => ({
  kind,
  id,
  title: id,
  detail: 'Payments',
  href: `/catalog/${id}`,
});

describe('typedAction', () => {
  it('takes a verb before a name as the action', () => {
    expect(typedAction('Scale led')).toEqual({ action: 'scale', text: 'led' });
    expect(typedAction('  deploy  ledger ')).toEqual({ action: 'deploy', text: 'ledger' });
  });
  it('takes any other text as a name', () => {
    expect(typedAction('scaler')).toEqual({ action: null, text: 'scaler' });
    expect(typedAction('deploy')).toEqual({ action: null, text: 'deploy' });
    expect(typedAction('')).toEqual({ action: null, text: '' });
  });
});

describe('actionOffers', () => {
  const hits = [hit('service', 'ledger'), hit('pod', 'ledger-1'), hit('service', 'ledger-db')];
  it('offers what was typed on each service', () => {
    expect(actionOffers({ action: 'scale', text: 'led' }, hits)).toMatchObject([
      { label: 'Scale ledger', href: '/catalog/ledger?do=scale', icon: 'resize' },
      { label: 'Scale ledger-db' },
    ]);
  });
  it('offers every action on the best service', () => {
    const offers = actionOffers({ action: null, text: 'led' }, hits);
    expect(offers.map(({ href }) => href)).toEqual(
      OFFERED_ACTIONS.map((action) => `/catalog/ledger?do=${action}`),
    );
  });
  it('offers nothing where no service is found', () => {
    expect(actionOffers({ action: null, text: 'x' }, [hit('change', 'CH-1')])).toEqual([]);
  });
});
