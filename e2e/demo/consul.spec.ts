import type { RegistryServiceDetail } from '@/lib/model';
import { expect, NOBODY, test } from './persona';

const TOKEN = 'consul-journey';

interface Entry {
  Service: { Address: string; Port: number; Meta: Record<string, string> };
  Checks: { Status: string }[];
}

test.use({ persona: 'Team lead' });

test('a device with a token finds by Consul’s discovery what runs in production, and nothing of staging', async ({
  request,
  playwright,
  baseURL,
}) => {
  const made = await request.post('/api/v1/registry/tokens', {
    data: { name: TOKEN, services: ['nothing'] },
  });
  expect(made.status(), await made.text()).toBe(201);
  const { token } = (await made.json()) as { token: string };
  const device = await playwright.request.newContext({
    baseURL,
    storageState: NOBODY,
    extraHTTPHeaders: { 'x-consul-token': token },
  });

  const names = async (): Promise<string[]> => {
    const answer = await device.get('/v1/catalog/services');
    expect(answer.status(), await answer.text()).toBe(200);
    return Object.keys((await answer.json()) as object);
  };
  expect(await names()).toEqual(expect.arrayContaining(['payments-payments', 'label-printer']));
  expect((await names()).filter((name) => name.endsWith('-kube-system'))).toEqual([]);

  const registry = await request.get('/api/v1/registry/services/payments');
  const { instances } = (await registry.json()) as RegistryServiceDetail;
  const production = instances.filter(({ cluster }) => cluster === 'production-eu');
  const find = async (query: string): Promise<Entry[]> => {
    const answer = await device.get(`/v1/health/service/payments-payments${query}`);
    expect(answer.status(), await answer.text()).toBe(200);
    return (await answer.json()) as Entry[];
  };
  const addresses = (found: readonly Entry[]): string[] => found.map(({ Service }) => Service.Address).sort();
  expect(addresses(await find(''))).toEqual(production.map(({ address }) => address).sort());
  const passing = production.filter(({ status }) => status === 'passing');
  expect(passing.length).toBeLessThan(production.length);
  expect(addresses(await find('?passing'))).toEqual(passing.map(({ address }) => address).sort());
  for (const { Service, Checks } of await find('?passing')) {
    expect(Service.Meta).toMatchObject({
      'external-source': 'kubernetes',
      'external-k8s-cluster': 'production-eu',
    });
    expect(Checks.map(({ Status }) => Status)).toEqual(['passing']);
  }
  await device.dispose();
  expect((await request.delete(`/api/v1/registry/tokens/${TOKEN}`)).status()).toBe(200);
});
