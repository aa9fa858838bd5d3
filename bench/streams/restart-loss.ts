import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePorts } from '../../e2e/cluster/ports';
import { startProduct, type Product } from '../../e2e/real/product';
import type { Figure } from '../figure';
import { makeRegistryToken } from '../registry-token';
import { startRegistrar } from './registrar';

const RESTARTS = 4;
const PER_SECOND = 100;
const SERVICE = 'restarted';
/** How long it runs between two restarts. */
const RUN_MS = 1000;

/** Registrations that were answered with success and are not held after the product was restarted again and again meanwhile. */
export async function restartLossFigure(say: (line: string) => void): Promise<Figure> {
  const dataDir = await mkdtemp(join(tmpdir(), 'pilothouse-restarts-'));
  const [port = 0] = await freePorts(1);
  const options = { kubeconfig: '/dev/null', dataDir, env: { PORT: String(port) } };
  let product = await startProduct(options);
  try {
    const { token } = product;
    const registryToken = await makeRegistryToken(product);
    const registrar = startRegistrar({
      port,
      token: registryToken,
      service: SERVICE,
      perSecond: PER_SECOND,
    });
    for (let restart = 1; restart <= RESTARTS; restart += 1) {
      say(`streams: restart ${restart} of ${RESTARTS} under ${PER_SECOND} registrations a second`);
      await sleep(RUN_MS);
      await product.stop();
      product = await startProduct({ ...options, token });
    }
    await registrar.stop();
    const held = await heldInstances(product, registryToken);
    const { accepted, retried } = registrar;
    return {
      what: 'registrations lost',
      measured: [...accepted].filter((id) => !held.has(id)).length,
      goal: 0,
      unit: '',
      note: `of ${accepted.size} that were answered with success, over ${RESTARTS} restarts (${retried} attempts repeated)`,
    };
  } finally {
    await product.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

async function heldInstances({ url }: Product, token: string): Promise<ReadonlySet<string>> {
  const answer = await fetch(`${url}/v1/health/service/${SERVICE}`, { headers: { 'x-consul-token': token } });
  if (!answer.ok) throw new Error(`the instances were answered ${answer.status}`);
  const instances = (await answer.json()) as readonly { readonly Service: { readonly ID: string } }[];
  return new Set(instances.map(({ Service }) => Service.ID));
}
