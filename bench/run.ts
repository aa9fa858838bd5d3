/**
 * The figures that the product promises, measured on this machine: `npm run bench` (after `npm run build`). Takes some minutes; all of it
 * stays on loopback. Ends with code 1 when a goal is missed.
 */
import { createApi } from '../e2e/real/api';
import { startProduct } from '../e2e/real/product';
import { findBrowser } from './browser';
import { measureChange } from './change-figure';
import { describeMachine, isWithin, tableOf, type Figure } from './figure';
import { openBenchCluster, type BenchCluster } from './bench-cluster';
import { measurePage, measureViewing } from './page-figures';
import { registryFigures } from './registry-figures';
import { measureStart } from './start-figure';
import { liveFigure } from './live';
import { servicePageFigure } from './service-page';
import { streamFigures } from './streams';
import { topologyFigures } from './topology';
import { topologyPageFigures } from './topology-page';

const INSTANCES = 100_000;

const say = (line: string): void => {
  console.error(line);
};

async function main(): Promise<void> {
  const machine = describeMachine();
  const browser = await findBrowser();
  // Measured before a cluster runs: its load must not count.
  say('measuring derivations');
  const derived = [liveFigure(), await servicePageFigure(), ...topologyFigures()];
  const cluster = await openBenchCluster(say);
  let measured: Figure[];
  try {
    measured = await measure(cluster, browser);
  } finally {
    await cluster.stop();
  }
  say('measuring streams');
  const streams = await streamFigures(say);
  const figures = [...derived, ...measured, ...streams, ...(await registryFigures(INSTANCES, say))];
  console.log(`${machine}, ${cluster.what}, ${INSTANCES} instances in the registry`);
  for (const line of tableOf(figures)) console.log(line);
  if (!figures.every(isWithin)) process.exitCode = 1;
}

async function measure(cluster: BenchCluster, browser: string): Promise<Figure[]> {
  say('measuring the start');
  const figures = [await measureStart(cluster)];
  const product = await startProduct({ kubeconfig: cluster.kubeconfig, env: cluster.env });
  try {
    const api = createApi(product);
    const service = await serviceOf(cluster, api);
    say('measuring pages');
    figures.push(await measurePage(api, '/catalog', 'page: catalog'));
    figures.push(await measurePage(api, `/catalog/${service}`, 'page: service'));
    figures.push(await measureViewing(api, cluster, service));
    say('measuring changes');
    figures.push(await measureChange(product, cluster, { service, browser }));
  } finally {
    await product.stop();
  }
  say('measuring the map');
  return [...figures, ...(await topologyPageFigures(browser))];
}

async function serviceOf({ target }: BenchCluster, api: ReturnType<typeof createApi>): Promise<string> {
  const found = (await api.services(`?q=${target.name}`)).find(
    ({ name, placements }) =>
      name === target.name && placements.some(({ cluster }) => cluster === target.context),
  );
  if (found === undefined) throw new Error(`there is no service ${target.name}`);
  return encodeURIComponent(found.id);
}

await main();
