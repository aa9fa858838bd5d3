import type { Kind } from '@/lib/model';
import { KubeFailure } from './failure';
import type { KubeSource } from './source';

export interface WholeList {
  readonly source: KubeSource;
  readonly kind: Kind;
  readonly signal: AbortSignal;
  /** Called for each page, so that whole objects need not be kept until the list ends. */
  readonly take: (items: readonly unknown[]) => void;
  /** Discards what was taken so far. */
  readonly restart: () => void;
}

/**
 * Reads all pages of a list; returns the resourceVersion for the watch. A continue token that expired between pages (410) restarts the list
 * once: if it happens again, the server compacts faster than we read, and it is better to wait.
 */
export async function listAll(list: WholeList): Promise<string> {
  try {
    return await readPages(list);
  } catch (error) {
    if (!(error instanceof ExpiredToken)) throw error;
    list.restart();
    return readPages(list);
  }
}

class ExpiredToken extends KubeFailure {}

async function readPages(list: WholeList): Promise<string> {
  let next = '';
  for (;;) {
    const page = await readPage(list, next);
    list.take(page.items);
    if (page.next === '') return page.resourceVersion;
    next = page.next;
  }
}

async function readPage({ source, kind, signal }: WholeList, next: string) {
  try {
    return await source.list(kind, { next, signal });
  } catch (error) {
    if (next !== '' && error instanceof KubeFailure && error.status === 410) {
      throw new ExpiredToken(error.message, { status: 410, sent: true, cause: error });
    }
    throw error;
  }
}
