/**
 * The figures of the Topology page, measured in a real browser over a generated company; part of `npm run bench`. Alone: `npx tsx
 * bench/topology-page.ts` (after `npm run build`). `TOPOLOGY_URL` names a demo that already runs; without it one is started.
 */
import { mkdtempSync } from 'node:fs';
import { spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium, type Browser, type Page } from '@playwright/test';
import { browserOptions } from '../e2e/browser';
import { openCompany } from '../e2e/demo/company-map';
import { enterAs } from '../e2e/demo/harbor';
import { findBrowser } from './browser';
import { tableOf, type Figure } from './figure';
import { percentile } from './percentile';

const PORT = 4560;
const GESTURE_MS = 3000;
const VISITS = 3;

interface Seen {
  readonly tookMs: number;
  readonly longestMs: number;
  readonly fps: number;
  readonly boxes: number;
}

/** With 1,000 services and with 200, in the browser at `executablePath`. */
export async function topologyPageFigures(executablePath: string): Promise<Figure[]> {
  const given = process.env.TOPOLOGY_URL;
  const demo = given === undefined ? await startDemo() : { url: given, stop: () => undefined };
  const browser = await chromium.launch({ ...browserOptions.launchOptions, executablePath });
  try {
    const figures: Figure[] = [];
    for (const services of [1000, 200]) figures.push(...(await measure(browser, demo.url, services)));
    return figures;
  } finally {
    await browser.close();
    demo.stop();
  }
}

/** Some visits, each in a browser context of its own; the best one counts, because the machine may be busy during another. */
async function measure(browser: Browser, url: string, services: number): Promise<Figure[]> {
  const seen: Seen[] = [];
  for (let visit = 0; visit < VISITS; visit += 1) {
    const context = await browser.newContext({ baseURL: url, viewport: browserOptions.viewport });
    const page = await context.newPage();
    await enterAs(page.request, 'Engineer');
    seen.push(await look(page, services));
    await context.close();
  }
  return figuresOf(services, {
    tookMs: Math.min(...seen.map(({ tookMs }) => tookMs)),
    longestMs: Math.min(...seen.map(({ longestMs }) => longestMs)),
    fps: Math.max(...seen.map(({ fps }) => fps)),
    boxes: seen[0]?.boxes ?? 0,
  });
}

function figuresOf(services: number, { tookMs, longestMs, fps, boxes }: Seen): Figure[] {
  const note = `${services} services, ${boxes} boxes drawn, best of ${VISITS} visits`;
  return [
    {
      what: `topology: layout of ${services}`,
      measured: tookMs,
      goal: 2000,
      unit: 'ms',
      note: `${note}; in the worker`,
    },
    {
      what: `topology: longest task of ${services}`,
      measured: longestMs,
      goal: 100,
      unit: 'ms',
      note: `${note}; from the stream's message to the drawn map`,
    },
    {
      what: `topology: a frame of ${services}`,
      measured: 1000 / fps,
      goal: 18,
      unit: 'ms',
      note: `${note}; ${Math.round(fps)} frames a second while it is panned and zoomed`,
    },
  ];
}

/** Opens the map, then drags and zooms it for some seconds, and measures both. */
async function look(page: Page, services: number): Promise<Seen> {
  // Functions that tsx compiled call this helper, which a page does not have.
  await page.addInitScript('globalThis.__name = (f) => f');
  await page.addInitScript(() => {
    const tasks: { at: number; ms: number }[] = [];
    Object.assign(window, { tasks });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) tasks.push({ at: entry.startTime, ms: entry.duration });
    }).observe({ type: 'longtask', buffered: true });
  });
  await openCompany(page, { services });
  await page.locator('.map__canvas .g-node').first().waitFor({ timeout: 60_000 });
  await page.waitForFunction(() => {
    const stage = document.querySelector('.map__stage');
    return Number(stage?.getAttribute('data-took-ms')) > 0;
  });
  const tookMs = Number(await page.locator('.map__stage').getAttribute('data-took-ms'));
  const boxes = await settled(page);
  const tasks = await page.evaluate(() => {
    const { tasks: seen, saidAt } = window as unknown as {
      tasks: { at: number; ms: number }[];
      saidAt: number;
    };
    return seen.filter(({ at, ms }) => at + ms >= saidAt).map(({ ms }) => ms);
  });
  const fps = await gesture(page);
  return { tookMs, longestMs: Math.max(0, ...tasks), fps, boxes };
}

/** Waits until no more boxes are added, and returns how many are drawn. */
async function settled(page: Page): Promise<number> {
  const boxes = page.locator('.map__canvas .g-node');
  let before = -1;
  for (let now = await boxes.count(); now !== before; now = await boxes.count()) {
    before = now;
    await page.waitForTimeout(400);
  }
  return before;
}

/** Frames a second while the map is dragged to and fro and zoomed, from the median duration of a frame. */
async function gesture(page: Page): Promise<number> {
  const canvas = await page.locator('.map__canvas').boundingBox();
  if (canvas === null) throw new Error('there is no map');
  const x = canvas.x + canvas.width / 2;
  const counted = page.evaluate(
    (ms) =>
      new Promise<number[]>((resolve) => {
        const frames: number[] = [];
        const begun = performance.now();
        let last = begun;
        const tick = (now: number): void => {
          frames.push(now - last);
          last = now;
          if (now - begun < ms) requestAnimationFrame(tick);
          else resolve(frames.slice(2));
        };
        requestAnimationFrame(tick);
      }),
    GESTURE_MS,
  );
  const until = Date.now() + GESTURE_MS;
  for (let step = 0; Date.now() < until; step += 1) {
    if (step % 40 === 0) await page.mouse.up();
    if (step % 40 === 0) await page.mouse.move(x + 200, 110 + canvas.y);
    if (step % 40 === 0) await page.mouse.down();
    await page.mouse.move(x + 200 - (step % 40) * 8, 110 + canvas.y + (step % 40) * 6);
    if (step % 20 === 19) {
      await page.keyboard.down('Control');
      await page.mouse.wheel(0, step % 40 === 19 ? 60 : -60);
      await page.keyboard.up('Control');
    }
  }
  await page.mouse.up();
  return 1000 / percentile(await counted, 0.5);
}

async function startDemo(): Promise<{ url: string; stop: () => void }> {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'pilothouse-map-'));
  const demo = spawn(process.execPath, ['scripts/demo.mjs', '--port', String(PORT)], {
    env: { ...process.env, PILOTHOUSE_DATA_DIR: dataDir },
    stdio: 'ignore',
  });
  const url = `http://127.0.0.1:${PORT}`;
  for (let tries = 0; tries < 360; tries += 1) {
    const answer = await fetch(`${url}/readyz`).catch(() => null);
    if (answer?.ok === true) return { url, stop: () => void demo.kill('SIGTERM') };
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  demo.kill('SIGTERM');
  throw new Error('the demo did not start');
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  for (const line of tableOf(await topologyPageFigures(await findBrowser()))) console.log(line);
}
