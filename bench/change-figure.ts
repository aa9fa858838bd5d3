import { setTimeout as sleep } from 'node:timers/promises';
import { chromium, type Page } from '@playwright/test';
import { browserOptions } from '../e2e/browser';
import type { Product } from '../e2e/real/product';
import type { Figure } from './figure';
import type { BenchCluster } from './bench-cluster';
import { percentile } from './percentile';

const CHANGES = 50;
/** The pause between two changes. */
const QUIET_MS = 400;
const SEEN_WITHIN_MS = 10_000;

/** When the page first showed a number of desired pods, by `Date.now()` in a frame of the browser. */
interface Seen {
  readonly desired: number;
  readonly at: number;
}

/**
 * The time from the API server's answer to a write until the open service page shows it: the DOM has changed and a frame has begun.
 * Browser, server and this process use the same clock, the machine's.
 */
export async function measureChange(
  product: Product,
  cluster: BenchCluster,
  { service, browser: executablePath }: { readonly service: string; readonly browser: string },
): Promise<Figure> {
  const browser = await chromium.launch({ ...browserOptions.launchOptions, executablePath });
  try {
    const page = await openServicePage(await browser.newPage(), product, service);
    await page.evaluate(WATCH_DESIRED);
    const tookMs: number[] = [];
    for (let change = 0; change < CHANGES; change += 1) {
      const desired = cluster.targetReplicas + (change % 2 === 0 ? 1 : 0);
      const answered = await cluster.patchReplicas(desired);
      const seen = await waitForDesired(page, desired);
      tookMs.push(Math.max(0, seen - answered));
      await page.getByText(`${desired} of ${desired} ready`).first().waitFor({ timeout: 30_000 });
      await sleep(QUIET_MS);
    }
    return {
      what: 'change to browser',
      measured: percentile(tookMs, 0.95),
      goal: 150,
      unit: 'ms',
      note: `p95 of ${CHANGES} patches (p50 ${percentile(tookMs, 0.5)} ms, slowest ${Math.max(...tookMs)} ms), write answered → shown`,
    };
  } finally {
    await browser.close();
  }
}

async function openServicePage(page: Page, { url, token }: Product, service: string): Promise<Page> {
  await page.goto(`${url}/catalog/${service}`);
  await page.getByLabel('Token').fill(token);
  await page.getByRole('button', { name: 'Sign in with the token' }).click();
  await page.getByRole('article').first().waitFor();
  // By then the page has its stream.
  await sleep(1000);
  return page;
}

/** Runs in the page. It is text, because tsx adds its own helpers to functions, and the page does not have them. */
const WATCH_DESIRED = `{
  window.seen = [];
  const last = () => window.seen.at(-1)?.desired;
  const look = () => {
    const found = /of (\\d+) ready/.exec(document.querySelector('article')?.textContent ?? '');
    if (found === null || last() === Number(found[1])) return;
    const desired = Number(found[1]);
    requestAnimationFrame(() => {
      if (last() !== desired) window.seen.push({ desired, at: Date.now() });
    });
  };
  look();
  new MutationObserver(look).observe(document.body, { subtree: true, childList: true, characterData: true });
}`;

async function waitForDesired(page: Page, desired: number): Promise<number> {
  const handle = await page.waitForFunction(
    (wanted) => {
      const last = (globalThis as unknown as { seen: Seen[] }).seen.at(-1);
      return last?.desired === wanted ? last.at : false;
    },
    desired,
    { timeout: SEEN_WITHIN_MS },
  );
  return Number(await handle.jsonValue());
}
