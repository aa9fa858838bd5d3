import { readFile } from 'node:fs/promises';
import type { Locator, Page } from '@playwright/test';
import { company, HOSTILE_NAMES } from '@/components/topology/testing/company';
import type { MapEdge, MapNode, MapRow } from '@/lib/model';
import { findings, findingsByNight } from './axe';
import { drawn, openCompany } from './company-map';
import { expect, test } from './persona';
import { wider, targetsTooSmall } from './thumb';

const isNode = (row: MapRow): row is MapNode => row.kindOfRow === 'node';
const isEdge = (row: MapRow): row is MapEdge => row.kindOfRow === 'edge';
const box = (page: Page, id: string): Locator => page.locator(`.map__canvas [data-box="${id}"]`);
const at = (id: string): string => encodeURIComponent(id);

/** A service of the company that has a caller and a callee. */
function between(rows: readonly MapRow[]): { node: MapNode; caller: MapEdge; callee: MapEdge } {
  const edges = rows.filter(isEdge).filter(({ kind, verdict }) => kind === 'calls' && verdict === null);
  for (const node of rows.filter(isNode)) {
    const caller = edges.find(({ to, traffic }) => to === node.id && (traffic?.perMinute ?? 9) > 1);
    const callee = edges.find(({ from, traffic }) => from === node.id && (traffic?.perMinute ?? 9) > 1);
    if (caller && callee) return { node, caller, callee };
  }
  throw new Error('The company has no service between two others.');
}

test.use({ persona: 'Engineer' });

test.describe('on a desk', () => {
  test.use({ reducedMotion: 'reduce' });

  for (const services of [12, 200]) {
    test(`draws all boxes of ${services} services`, async ({ page }) => {
      const { rows } = await openCompany(page, { services });
      const nodes = rows.filter(isNode);
      await expect(page.locator('.map__canvas .g-node')).toHaveCount(nodes.length);
      await expect(page.getByRole('group', { name: /callers left, callees right$/ })).toHaveAccessibleName(
        new RegExp(`^${nodes.length} boxes and`),
      );
      await expect(page.locator('.map__foot')).toContainText(/\d+ declared.*\d+ configured.*\d+ observed/);
      await expect(page.locator('.map__foot')).toContainText(
        `${nodes.filter(({ owner }) => owner).length} owns`,
      );
    });
  }

  test('collapses 1,000 services to Systems, opens one, and closes it again', async ({ page }) => {
    await openCompany(page, { services: 1000 });
    await drawn(page);
    await expect(page.getByRole('status').filter({ hasText: 'too many to read' })).toContainText(
      'drawn as Systems',
    );
    const system = box(page, 'system:payments');
    await expect(system).toHaveAccessibleName(/^Payments, \w+, \d+ services/);
    await system.press('Enter');
    await expect(page).toHaveURL(/open=system%3Apayments|open=system:payments/);
    await expect(page.locator('.map__canvas .g-node[data-kind=service]').first()).toBeVisible();
    await page.getByRole('button', { name: 'Close Payments' }).click();
    await expect(system).toBeVisible();
    await expect(page).not.toHaveURL(/open=/);
  });

  test('selects a box and an edge, and the address holds both', async ({ page }) => {
    const { node, caller } = between(company({ services: 12 }));
    await openCompany(page, { services: 12 });
    await drawn(page);
    await box(page, node.id).click();
    const side = page.getByRole('complementary', { name: node.name });
    await expect(side.getByRole('heading', { name: /^Called by \d+/ })).toBeVisible();
    await side
      .locator('.edge-row')
      .filter({ has: page.locator('bdi') })
      .first()
      .click();
    await expect(side.getByRole('definition').first()).toBeVisible();
    await page.goto(`/topology?node=${at(node.id)}&edge=${at(caller.id)}`);
    await expect(box(page, node.id)).toHaveAttribute('aria-pressed', 'true');
    await expect(page.locator('.edge-row[aria-expanded=true]')).toBeVisible();
    await expect(page.locator('.receipt')).toHaveCount(caller.evidence.length);
    await expect(page.locator('.g-halo')).toHaveCount(1);
  });

  test('focuses a service to a depth, and says how much is beyond', async ({ page }) => {
    const { node } = between(company({ services: 200 }));
    await openCompany(page, { services: 200 }, `/topology?node=${at(node.id)}`);
    await drawn(page);
    await page.getByRole('button', { name: 'Focus', exact: true }).click();
    await expect(page).toHaveURL(/focus=/);
    await expect(page.locator('.map__foot')).toContainText(/\d+ beyond the focus/);
    const boxes = page.locator('.map__canvas .g-node');
    await expect.poll(() => boxes.count()).toBeLessThan(100);
    const before = await boxes.count();
    await page.getByRole('button', { name: /^Focus: .*, 2 hops$/ }).click();
    await page.getByRole('option', { name: /, 1 hop$/ }).click();
    await expect(page).toHaveURL(/depth=1/);
    await expect.poll(() => boxes.count()).toBeLessThan(before);
    await page.getByRole('button', { name: 'Show', exact: true }).click();
    await page.getByRole('button', { name: /^Show the whole map: / }).click();
    await expect(page).not.toHaveURL(/focus=/);
  });

  test('travels by arrows, selects with Enter, clears with Escape, finds with /', async ({ page }) => {
    const { node, callee } = between(company({ services: 12 }));
    await openCompany(page, { services: 12 }, `/topology?node=${at(node.id)}`);
    await drawn(page);
    await box(page, node.id).focus();
    await page.keyboard.press('ArrowRight');
    const focused = page.locator('.map__canvas .g-node:focus');
    await expect(focused).toHaveCount(1);
    expect(await focused.getAttribute('data-box')).not.toBe(node.id);
    await page.keyboard.press('Enter');
    await expect(focused).toHaveAttribute('aria-pressed', 'true');
    await page.keyboard.press('Escape');
    await expect(page).not.toHaveURL(/node=/);
    await page.keyboard.press('/');
    const target = company({ services: 12 })
      .filter(isNode)
      .find(({ id }) => id === callee.to);
    await page.keyboard.type(target?.name ?? '');
    await expect(box(page, callee.to)).toHaveAttribute('data-found', 'true');
    await page.keyboard.press('Enter');
    await expect(page.locator('.map__canvas .g-node[aria-pressed=true]')).toHaveCount(1);
  });

  test('shows a health at once and moves no box for it; a new box takes a place among them', async ({
    page,
  }) => {
    const map = await openCompany(page, { services: 12 });
    await drawn(page);
    await expect(page.locator('.map__canvas .g-node')).toHaveCount(map.rows.filter(isNode).length);
    const places = () =>
      page
        .locator('.react-flow__node')
        .evaluateAll((nodes) =>
          nodes
            .map((node) => `${node.getAttribute('data-id') ?? ''} ${(node as HTMLElement).style.transform}`)
            .sort(),
        );
    const before = await places();
    const { node } = between(map.rows);
    await map.send([
      { ...node, health: { ...node.health, status: 'Missing', message: 'The Deployment is not there.' } },
    ]);
    await expect(box(page, node.id)).toHaveAttribute('data-health', 'missing');
    expect(await places()).toEqual(before);
    const fresh: MapNode = { ...node, id: 'placement:shop/fresh@production-eu', name: 'fresh' };
    await map.send([fresh]);
    await expect(box(page, fresh.id)).toBeVisible();
    await map.send([], [fresh.id]);
    await expect(box(page, fresh.id)).toHaveCount(0);
    await expect.poll(places).toEqual(before);
  });

  test('shows old traffic as what it was, pale, with the source that does not answer', async ({ page }) => {
    const reader = 'http://prometheus.example:9090';
    const until = new Date(Date.now() - 300_000).toISOString();
    const { node, caller } = between(company({ services: 12 }));
    const silent = { state: 'silent', observedAt: until, sentence: 'It answered 503.' } as const;
    const path = `/topology?node=${at(node.id)}&edge=${at(caller.id)}`;
    const map = await openCompany(page, { services: 12, traffic: { [reader]: silent } }, path);
    await drawn(page);
    const row = page.locator('.edge-row[aria-expanded=true]');
    const [first] = caller.evidence;
    if (first === undefined) throw new Error('an edge without evidence');
    const traffic = { perMinute: 1200, failShare: 0.31, p95Ms: 84 };
    const seen: MapEdge = {
      ...caller,
      evidence: [{ ...first, source: 'observed', reader, observedAt: until }],
      traffic,
    };
    await map.send([seen]);
    await expect(row).toContainText('31\u00a0% of 1,200/min fail');
    await expect(page.locator('.g-tag[data-fails]')).toBeVisible();
    await map.send([{ ...seen, traffic: { ...traffic, until } }]);
    await expect(row).toContainText('was 1,200/min, 5 min ago');
    await expect(page.locator('.g-tag')).toHaveText('was 1,200/min');
    await expect(page.locator('.g-tag[data-fails]')).toHaveCount(0);
    await expect(row.locator('.g-edge[data-stale]')).toBeAttached();
    await expect(page.getByRole('heading', { name: /^Was observed/ })).toContainText('5 min ago');
    const note = page.getByRole('status').filter({ hasText: 'Traffic is not known' });
    await expect(note).toContainText(`${reader} does not report it. It answered 503.`);
    await expect(note).toContainText('The pale lines show what was observed 5 min ago.');
    expect(await findings(page)).toEqual([]);
  });

  test('hides a box on request, counts it, and shows it again', async ({ page }) => {
    const { node } = between(company({ services: 12 }));
    await openCompany(page, { services: 12 }, `/topology?node=${at(node.id)}`);
    await drawn(page);
    await page.getByRole('button', { name: `Hide ${node.name}` }).click();
    await expect(box(page, node.id)).toHaveCount(0);
    await expect(page.locator('.map__foot')).toContainText('1 box');
    await page.getByRole('button', { name: 'Show', exact: true }).click();
    await page.getByRole('button', { name: 'Show: 1 box' }).click();
    await expect(box(page, node.id)).toBeVisible();
  });

  test('filters edges by evidence, and shows how many are hidden', async ({ page }) => {
    await openCompany(page, { services: 12 }, '/topology?evidence=observed');
    await drawn(page);
    await expect(page.locator('.map__foot .legend')).toContainText('0 declared');
    await expect(page.locator('.hidden-count')).toContainText(/\d+ configured/);
    await page.getByRole('button', { name: /^Edges: / }).click();
    await page.getByRole('checkbox', { name: 'Observed' }).uncheck();
    await expect(page).not.toHaveURL(/evidence=/);
    await expect(page.locator('.map__foot .legend')).not.toContainText('0 configured');
  });

  for (const [kind, file, begins] of [
    ['SVG', 'topology.svg', '<svg'],
    ['PNG', 'topology.png', '\u0089PNG'],
    ['Mermaid', 'topology.mmd', 'flowchart LR'],
  ] as const) {
    test(`exports ${kind}`, async ({ page }) => {
      await openCompany(page, { services: 12, hostile: true });
      await drawn(page);
      await page.getByRole('button', { name: 'More of the map' }).click();
      const download = page.waitForEvent('download');
      await page.getByRole('menuitem', { name: kind }).click();
      const saved = await download;
      expect(saved.suggestedFilename()).toBe(file);
      const text = (await readFile(await saved.path())).toString('latin1');
      expect(text.startsWith(begins)).toBe(true);
      if (kind !== 'PNG') expect(text).not.toContain('<img');
    });
  }

  test('shows the same edges as a table', async ({ page }) => {
    await openCompany(page, { services: 200 }, '/topology?view=list');
    const table = page.getByRole('table', { name: 'Edges' });
    await expect(table.getByRole('row')).toHaveCount(101);
    await page.getByRole('button', { name: 'Show 100 more' }).click();
    await expect(table.getByRole('row')).toHaveCount(201);
  });

  test('says so when the worker fails, and shows the list', async ({ page }) => {
    await page.addInitScript(() => {
      window.Worker = class extends EventTarget {
        onerror: ((event: ErrorEvent) => void) | null = null;
        constructor() {
          super();
          setTimeout(() => this.onerror?.(new ErrorEvent('error', { message: 'out of memory' })));
        }
        postMessage(): void {
          // It never answers.
        }
        terminate(): void {
          // Nothing runs.
        }
      } as unknown as typeof Worker;
    });
    await openCompany(page, { services: 12 });
    await expect(page.getByRole('alert').filter({ hasText: 'could not be laid out' })).toContainText(
      'out of memory',
    );
    await expect(page.getByRole('table', { name: 'Edges' })).toBeVisible();
    await expect(page.getByRole('button', { name: 'Try again' })).toBeVisible();
  });

  test('shows hostile names as text', async ({ page }) => {
    await openCompany(page, { services: 30, hostile: true, stale: true });
    await drawn(page);
    for (const name of HOSTILE_NAMES) await expect(page.getByTitle(name).first()).toBeAttached();
    await expect(page).toHaveTitle(/^Topology/);
    await expect(page.locator('#main img')).toHaveCount(0);
    await expect(page.locator('.g-node[data-stale]').first()).toBeAttached();
  });

  test('axe finds nothing, in both themes', async ({ page }) => {
    const { node, caller } = between(company({ services: 12 }));
    const selected = `/topology?node=${at(node.id)}&edge=${at(caller.id)}`;
    await openCompany(page, { services: 12 }, selected);
    await drawn(page);
    for (const path of [selected, '/topology?level=group', '/topology?view=list', '/topology?find=cart']) {
      await page.goto(path);
      await page.locator('.map__canvas .g-node, .map__list td').first().waitFor();
      expect.soft(await findings(page), path).toEqual([]);
      expect.soft(await findingsByNight(page), `${path} by night`).toEqual([]);
    }
  });
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, reducedMotion: 'reduce', hasTouch: true });

  test('lists services, and draws the neighbourhood of the one that is chosen', async ({ page }) => {
    const { node } = between(company({ services: 1000 }));
    await openCompany(page, { services: 1000 });
    const list = page.getByRole('list', { name: 'Services' });
    await expect(list.getByRole('button')).toHaveCount(40);
    await expect(page.locator('.map__canvas')).toHaveCount(0);
    await page.getByRole('searchbox', { name: 'Find a service' }).fill(node.name);
    await list
      .getByRole('button', { name: new RegExp(`\\b${node.name}\\b`) })
      .first()
      .click();
    await expect(page.locator('.ego [data-selected]')).toContainText(node.name);
    await expect(page.getByRole('heading', { name: /^Called by/ })).toBeVisible();
    await page.locator('.ego button').first().click();
    await expect(page.locator('.ego [data-selected]')).not.toHaveText(node.name);
    await page.getByRole('button', { name: 'All services' }).click();
    await expect(list).toBeVisible();
  });

  test('all targets are large enough for a thumb, and nothing scrolls sideways', async ({ page }) => {
    const { node, caller } = between(company({ services: 12 }));
    await openCompany(page, { services: 12, hostile: true });
    for (const path of ['/topology', `/topology?node=${at(node.id)}&edge=${at(caller.id)}`]) {
      await page.goto(path);
      await page.locator('.map__foot').waitFor();
      await page.locator('.map__services li, .ego button').first().waitFor();
      expect.soft(await targetsTooSmall(page), path).toEqual([]);
      expect.soft(await wider(page), path).toEqual([]);
      expect.soft(await findings(page), path).toEqual([]);
    }
  });
});

test('is in the navigation', async ({ page }) => {
  await page.goto('/');
  await page
    .getByRole('navigation', { name: 'Main', exact: true })
    .getByRole('link', { name: 'Topology' })
    .click();
  await expect(page.getByRole('heading', { level: 1, name: 'Topology' })).toBeVisible();
});

test('says of a service which addresses come from a Secret, and shows no other', async ({ page }) => {
  await page.goto(`/topology?node=${encodeURIComponent('ledger@production-eu/payments')}`);
  const side = page.getByRole('complementary', { name: 'ledger' });
  await expect(side.getByRole('region', { name: 'Not read, so not drawn' })).toHaveText(
    /DATABASE_URL from Secret ledger-db, key url$/,
  );
  await page.goto(`/topology?node=${encodeURIComponent('cart@production-eu/shop')}`);
  await expect(page.getByRole('complementary', { name: 'cart' })).toBeVisible();
  await expect(page.getByText('Not read, so not drawn')).toHaveCount(0);
});
