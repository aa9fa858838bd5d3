import { describe, expect, it } from 'vitest';
import type { Disagreement, RegistryInstance } from './dto-registry';
import {
  registryServiceFromRows,
  type InstancePart,
  type RegistryDetailRow,
  type RegistryHead,
} from './registry-detail-rows';

const instance = (id: string, more: Partial<InstancePart> = {}): InstancePart => ({
  ...({
    id,
    source: 'kubernetes',
    registered: null,
    address: id,
    addresses: [id],
  } as unknown as RegistryInstance),
  kindOfRow: 'instance',
  port: 80,
  lastSeenAt: null,
  seenIn: 'eu/shop',
  isKept: false,
  ...more,
});
const self = (id: string): InstancePart =>
  instance(`self:cart/${id}`, {
    source: 'self',
    registered: { service: 'cart', id },
    lastSeenAt: '2026-03-12T03:00:00Z',
    seenIn: null,
    isKept: true,
  });
const head = (at: string): RegistryHead =>
  ({ kindOfRow: 'service', id: 'cart', seenAt: { 'eu/shop': at } }) as unknown as RegistryHead;
const conflict = (id: string, kind: Disagreement['kind']): RegistryDetailRow =>
  ({ kindOfRow: 'disagreement', id, kind }) as unknown as RegistryDetailRow;

describe('registryServiceFromRows', () => {
  it('puts instances of Kubernetes first, then registered ones, whatever the order of the rows', () => {
    const rows = [self('b'), instance('2'), conflict('y', 'ghost'), head('T'), self('a'), instance('1')];
    const service = registryServiceFromRows([...rows, conflict('x', 'zombie')]);
    expect(service?.instances.map(({ id }) => id)).toEqual(['1', '2', 'self:cart/a', 'self:cart/b']);
    expect(service?.kept).toEqual(['self:cart/a', 'self:cart/b']);
    expect(service?.addresses).toEqual(['1:80', '2:80', '[self:cart/a]:80', '[self:cart/b]:80']);
    expect(service?.conflicts).toEqual([
      { id: 'x', kind: 'zombie' },
      { id: 'y', kind: 'ghost' },
    ]);
    expect(registryServiceFromRows(rows.filter(({ kindOfRow }) => kindOfRow !== 'service'))).toBeNull();
  });

  it('gives instances of Kubernetes the age of their place, and keeps what did not change', () => {
    const rows = [instance('1'), self('a')];
    const ages = (at: string) => registryServiceFromRows([head(at), ...rows])?.instances ?? [];
    expect(ages('T1').map(({ lastSeenAt }) => lastSeenAt)).toEqual(['T1', '2026-03-12T03:00:00Z']);
    expect(ages('T1')[0]).toBe(ages('T1')[0]);
    const before = ages('T1')[1];
    expect(ages('T2')[0]?.lastSeenAt).toBe('T2');
    expect(ages('T2')[1]).toBe(before);
  });
});
