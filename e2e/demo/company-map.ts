import { expect, type Page } from '@playwright/test';
import { company, type CompanyOptions } from '@/components/topology/testing/company';
import type { MapRow, TrafficAge } from '@/lib/model';

/** A page's stream that a test controls: it sends what the server would send of `topology`, and nothing else. */
export interface CompanyMap {
  readonly rows: readonly MapRow[];
  /** Sends rows that are new or changed, and the keys of removed rows. */
  readonly send: (rows: readonly MapRow[], gone?: readonly string[]) => Promise<void>;
}

export interface OpenOptions extends CompanyOptions {
  /** The age of each Prometheus, by its address. */
  readonly traffic?: Readonly<Record<string, TrafficAge>>;
}

interface FakeStream {
  sent: (delta: unknown) => void;
}

/**
 * The Topology page over a generated company instead of the demo's: the page is the product's own, its stream is replaced in the browser.
 * Call it before the page is opened.
 */
export async function openCompany(
  page: Page,
  { traffic = {}, ...options }: OpenOptions,
  path = '/topology',
): Promise<CompanyMap> {
  const rows = company(options);
  // Passed as text: parsing it is work of the page, which is measured.
  const snapshot = JSON.stringify({ topic: 'topology', epoch: 'company', seq: 1, items: rows });
  await page.addInitScript(replaceStream, { snapshot, traffic });
  await page.goto(path);
  let seq = 1;
  return {
    rows,
    async send(upserts, deletes = []) {
      seq += 1;
      const changed = upserts.map((value) => ({ key: value.id, value }));
      const delta = { topic: 'topology', epoch: 'company', seq, upserts: changed, deletes };
      await page.evaluate(
        (message) => (window as unknown as { stream: FakeStream }).stream.sent(message),
        delta,
      );
    },
  };
}

/** Waits until the map is laid out and drawn. */
export async function drawn(page: Page): Promise<void> {
  await expect(page.locator('.map__canvas .g-node').first()).toBeVisible();
}

/** Runs in the page: an EventSource that is always open and passes on what it receives. */
function replaceStream({
  snapshot,
  traffic,
}: {
  snapshot: string;
  traffic: Readonly<Record<string, TrafficAge>>;
}): void {
  const open = new Set<Fake>();
  class Fake extends EventTarget {
    onopen: (() => void) | null = null;
    onerror: (() => void) | null = null;
    constructor(readonly url: string) {
      super();
      open.add(this);
      setTimeout(() => {
        this.onopen?.();
        this.say(
          'ages',
          JSON.stringify({ epoch: 'company', at: new Date().toISOString(), clusters: {}, traffic }),
          '',
        );
        Object.assign(window, { saidAt: performance.now() });
        if (url.includes('topology')) this.say('snapshot', snapshot, 'company:1');
      });
    }
    say(event: string, data: string, lastEventId: string): void {
      this.dispatchEvent(new MessageEvent(event, { data, lastEventId }));
    }
    close(): void {
      open.delete(this);
    }
  }
  const stream = {
    sent(delta: { seq: number }): void {
      for (const one of open) one.say('delta', JSON.stringify(delta), `company:${delta.seq}`);
    },
  };
  Object.assign(window, { EventSource: Fake, stream });
}
