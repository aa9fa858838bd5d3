import { LogMark, logTimeKey, type LogLine, type LogMessage } from '@/lib/model';
import { loadSchemas } from './api';
import { ApiError, problemOf } from './api-error';
import { createEventParser } from './event-parser';
import { backoffMs, type StreamPorts } from './stream-ports';

/** The server sends a message at least every 15 s; after three missed ones the connection counts as dead. */
const SILENCE_MS = 45_000;
/** Pods are read in parallel, and one may be behind another: this much is read again, and known lines are skipped. */
const OVERLAP_MS = 10_000;

/**
 * The state of the stream: `open`; `broken`: it will be opened again automatically (`error` says why); `refused`: the server's answer is final;
 * `ended`: nothing more will come; `paused`: the tab is hidden.
 */
export interface LogStreamState {
  readonly state: 'opening' | 'open' | 'broken' | 'refused' | 'ended' | 'paused';
  readonly error: ApiError | null;
}

export interface LogListener {
  message(message: LogMessage): void;
  state(state: LogStreamState): void;
}

export interface LogStreamPorts extends Pick<StreamPorts, 'after' | 'random' | 'signIn' | 'visibility'> {
  fetch(url: string, signal: AbortSignal): Promise<Response>;
}

/**
 * The logs of a query of `GET /api/v1/logs`, with each line once: after a break it continues from the last line's time. Read by fetch, as an
 * EventSource hides why it was refused and would start from the beginning.
 */
export class LogStream {
  private readonly marks = new Map<string, LogMark>();
  /** Open sources. While one of them has no line yet, the stream must be opened again from the beginning. */
  private readonly open = new Set<string>();
  private latest: LogLine | null = null;
  private cut: AbortController | null = null;
  private cancel: (() => void) | null = null;
  private cancelSilence: (() => void) | null = null;
  private failures = 0;
  private over = false;

  constructor(
    private readonly query: Readonly<Record<string, string>>,
    private readonly listener: LogListener,
    private readonly ports: LogStreamPorts,
  ) {}

  /** Opens the stream; the return value closes it finally. */
  start(): () => void {
    const undo = this.ports.visibility.subscribe(() => this.visibilityChanged());
    if (!this.ports.visibility.hidden()) void this.connect();
    return () => {
      this.over = true;
      undo();
      this.close();
    };
  }

  private visibilityChanged(): void {
    if (this.over) return;
    if (this.ports.visibility.hidden()) {
      this.close();
      this.listener.state({ state: 'paused', error: null });
    } else if (this.cut === null) {
      this.failures = 0;
      this.close();
      void this.connect();
    }
  }

  private async connect(): Promise<void> {
    const cut = new AbortController();
    this.cut = cut;
    this.listener.state({ state: 'opening', error: null });
    try {
      this.listenForSilence();
      const response = await this.ports.fetch(this.url(), cut.signal);
      if (!response.ok) throw problemOf(response.status, await response.json().catch(() => null));
      for (const mark of this.marks.values()) mark.resume();
      this.open.clear();
      this.listener.state({ state: 'open', error: null });
      await this.read(response);
      if (!this.over && !cut.signal.aborted) this.failed(ApiError.unreachable(null));
    } catch (error) {
      if (cut.signal.aborted && !this.over && this.cut === cut) this.failed(ApiError.unreachable(error));
      else if (!cut.signal.aborted)
        this.failed(error instanceof ApiError ? error : ApiError.unreachable(error));
    }
  }

  private async read(response: Response): Promise<void> {
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    const parse = createEventParser();
    const { logMessage } = await loadSchemas();
    for (let part = await reader?.read(); part?.done === false; part = await reader?.read()) {
      this.failures = 0;
      this.listenForSilence();
      for (const data of parse(part.value)) {
        const message = logMessage.parse(JSON.parse(data));
        this.take(message);
        if (message.type === 'end') return;
      }
    }
  }

  private take(message: LogMessage): void {
    if (message.type === 'lines') {
      const lines = message.lines.filter((line) => this.isNew(line));
      if (lines.length > 0) this.listener.message({ type: 'lines', lines });
      return;
    }
    if (message.type === 'source') {
      const key = `${message.pod}/${message.container}`;
      if (message.state === 'open') this.open.add(key);
      else this.open.delete(key);
    }
    this.listener.message(message);
    if (message.type !== 'end') return;
    this.over = true;
    this.close();
    this.listener.state({ state: 'ended', error: null });
  }

  private isNew(line: LogLine): boolean {
    const key = `${line.pod}/${line.container}`;
    const mark = this.marks.get(key) ?? new LogMark();
    this.marks.set(key, mark);
    if (!mark.pass(line)) return false;
    const before = this.latest?.at ?? '';
    if (line.at !== null && (before === '' || logTimeKey(line.at) > logTimeKey(before))) this.latest = line;
    return true;
  }

  private url(): string {
    const query = new URLSearchParams(this.query);
    const at = this.latest?.at ?? null;
    if (at !== null && [...this.open].every((key) => this.marks.get(key)?.at)) {
      query.delete('tail');
      query.delete('sinceSeconds');
      query.set('sinceTime', new Date(Date.parse(at) - OVERLAP_MS).toISOString());
    }
    return `/api/v1/logs?${query.toString()}`;
  }

  private failed(error: ApiError): void {
    this.close();
    if (error.status === 401) {
      this.ports.signIn();
      return;
    }
    const passing = error.status === 0 || error.status >= 500;
    this.failures += 1;
    this.listener.state({ state: passing ? 'broken' : 'refused', error });
    if (passing) {
      this.cancel = this.ports.after(
        backoffMs(this.failures, this.ports.random()),
        () => void this.connect(),
      );
    }
  }

  private listenForSilence(): void {
    this.cancelSilence?.();
    this.cancelSilence = this.ports.after(SILENCE_MS, () => this.cut?.abort());
  }

  private close(): void {
    this.cancel?.();
    this.cancel = null;
    this.cancelSilence?.();
    this.cancelSilence = null;
    const { cut } = this;
    this.cut = null;
    cut?.abort();
  }
}
