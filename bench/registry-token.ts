import type { Product } from '../e2e/real/product';

/** A token that may register any service. */
export async function makeRegistryToken({ url, token }: Pick<Product, 'url' | 'token'>): Promise<string> {
  const answer = await fetch(`${url}/api/v1/registry/tokens`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'bench', services: ['*'] }),
  });
  if (answer.status !== 201) throw new Error(`no token: ${answer.status} ${await answer.text()}`);
  return ((await answer.json()) as { token: string }).token;
}
