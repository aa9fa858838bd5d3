import type { ServerResponse } from 'node:http';
import type { VirtualClock } from '../clock';
import { apiVersionOf } from '../resources';
import { requestMatcher, type Matcher } from '../selectors';
import { badRequest, expired } from '../status-error';
import type { ObjectStore, StoreEvent } from '../store';
import type { Target } from './request';

const BOOKMARK_MS = 15_000;
const UNREAD_BYTES_MAX = 16_000_000;

/** Faulty messages that a watch may send: half a frame, an object without metadata, an unknown type, the in-stream 410. */
export type Malformation = 'frame' | 'object' | 'type' | 'gone';

interface Watcher {
  plural: string;
  write: (line: string) => void;
  end: () => void;
}

/** The open watches of one server. */
export class Watches {
  private open = new Set<Watcher>();
  private held: { plural?: string; lines: [Watcher, string][] } | null = null;
  /** How the next watch from a compacted version is refused: by an HTTP status or, as usual, in the stream. */
  refusal: 'status' | 'stream' = 'stream';

  constructor(
    private store: ObjectStore,
    private clock: VirtualClock,
  ) {}

  get count(): number {
    return this.open.size;
  }

  /** Answers a WATCH until its time is over, the client leaves or it reads too slowly. */
  start(target: Target, query: URLSearchParams, response: ServerResponse): void {
    const { plural } = target.definition;
    const matches = requestMatcher(target.namespace, query);
    const asked = query.get('resourceVersion') ?? '';
    if (!/^\d*$/.test(asked)) throw badRequest(`invalid resource version "${asked}"`);
    const sendsInitial = query.get('sendInitialEvents') === 'true';
    const fresh = asked === '' || asked === '0' || sendsInitial;
    const missed = fresh ? [] : this.store.eventsAfter(plural, Number(asked));
    const tooOld = expired(
      `too old resource version: ${asked} (${String(this.store.compactedTo(plural) + 1)})`,
    );
    if (!missed && this.refusal === 'status') throw tooOld;
    response.writeHead(200, { 'content-type': 'application/json', 'cache-control': 'no-cache, private' });
    if (!missed) return void response.end(`${JSON.stringify({ type: 'ERROR', object: tooOld.body() })}\n`);
    const watcher = this.watcher(plural, response);
    response.flushHeaders();
    if (fresh) {
      for (const object of this.store.list(plural))
        if (matches(object)) this.send(watcher, line('ADDED', object));
    }
    for (const event of missed) this.forward(watcher, event, matches);
    if (sendsInitial) this.bookmark(watcher, target, true);
    this.follow(watcher, { target, query, matches, response });
  }

  /** Ends every open watch, as if the server had stopped. */
  endAll(): void {
    for (const watcher of [...this.open]) watcher.end();
  }

  /** Keeps the streams of one resource, or of all, open without sending anything. The returned function sends what was held back. */
  hold(plural?: string): () => void {
    const held = { ...(plural ? { plural } : {}), lines: [] as [Watcher, string][] };
    this.held = held;
    return () => {
      this.held = null;
      for (const [watcher, text] of held.lines) if (this.open.has(watcher)) watcher.write(text);
    };
  }

  /** Sends one faulty message to the open watches of one resource, or of all; returns how many received it. */
  emitMalformed(kind: Malformation, plural?: string): number {
    const text = {
      frame: '{"type":"MODIFIED","object":{"kind":"Po\n',
      object: '{"type":"MODIFIED","object":{"kind":"Pod","apiVersion":"v1","spec":"not a spec"}}\n',
      type: '{"type":"RENAMED","object":{"kind":"Pod","apiVersion":"v1","metadata":{"name":"odd","namespace":"shop"}}}\n',
      gone: line('ERROR', expired('too old resource version: 1 (2)').body()),
    }[kind];
    const hit = [...this.open].filter((watcher) => !plural || watcher.plural === plural);
    for (const watcher of hit) {
      watcher.write(text);
      if (kind === 'gone') watcher.end();
    }
    return hit.length;
  }

  private watcher(plural: string, response: ServerResponse): Watcher {
    const watcher: Watcher = {
      plural,
      write: (text) => {
        if (response.writableLength > UNREAD_BYTES_MAX) response.destroy();
        else response.write(text);
      },
      end: () => response.end(),
    };
    this.open.add(watcher);
    return watcher;
  }

  private follow(
    watcher: Watcher,
    at: { target: Target; query: URLSearchParams; matches: Matcher; response: ServerResponse },
  ): void {
    const { target, query, matches, response } = at;
    const unsubscribe = this.store.subscribe((plural, event) => {
      if (plural === watcher.plural) this.forward(watcher, event, matches);
    });
    const seconds = Number(query.get('timeoutSeconds') ?? 0) || 1800;
    const cancelEnd = this.clock.after(seconds * 1000, () => watcher.end());
    let cancelBookmark = () => {};
    const bookmarkLater = () => {
      cancelBookmark = this.clock.after(BOOKMARK_MS, () => {
        bookmarkLater();
        this.bookmark(watcher, target, false);
      });
    };
    if (query.get('allowWatchBookmarks') === 'true') bookmarkLater();
    const forget = () => {
      this.open.delete(watcher);
      unsubscribe();
      cancelEnd();
      cancelBookmark();
    };
    // Virtual time may advance before the socket closes: nothing is written after the end.
    watcher.end = () => {
      forget();
      response.end();
    };
    response.on('close', forget);
    response.on('error', forget);
  }

  private send(watcher: Watcher, text: string): void {
    const { held } = this;
    if (held && (!held.plural || held.plural === watcher.plural)) held.lines.push([watcher, text]);
    else watcher.write(text);
  }

  /** A selector makes a change of labels an ADDED or a DELETED, as the watch cache does. */
  private forward(watcher: Watcher, { type, object, previous }: StoreEvent, matches: Matcher): void {
    const was = previous !== null && matches(previous);
    const is = type !== 'DELETED' && matches(object);
    if (is) this.send(watcher, line(was ? 'MODIFIED' : 'ADDED', object));
    else if (was) this.send(watcher, line('DELETED', object));
  }

  private bookmark(watcher: Watcher, { definition }: Target, initialEnd: boolean): void {
    const metadata = {
      resourceVersion: String(this.store.version),
      creationTimestamp: null,
      ...(initialEnd ? { annotations: { 'k8s.io/initial-events-end': 'true' } } : {}),
    };
    this.send(
      watcher,
      line('BOOKMARK', { kind: definition.kind, apiVersion: apiVersionOf(definition), metadata }),
    );
  }
}

const line = (type: string, object: unknown) => `${JSON.stringify({ type, object })}\n`;
