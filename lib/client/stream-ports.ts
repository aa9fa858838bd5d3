import type { RawMessage } from './parse-message';

export interface StreamListener {
  open(): void;
  message(message: RawMessage): void;
  error(): void;
}

/** What the stream needs of a browser; a test brings its own. */
export interface StreamPorts {
  open(url: string, listener: StreamListener): { close(): void };
  /** Calls back after `ms`; the return value cancels. */
  after(ms: number, callback: () => void): () => void;
  /** Milliseconds since the epoch, by the tab's clock. */
  readonly now: () => number;
  /** 0 ≤ x < 1. */
  readonly random: () => number;
  /** Whether the session has ended: a refused stream does not say why. */
  signedOut(): Promise<boolean>;
  /** Goes to the sign-in page, which leads back here. */
  signIn(): void;
  readonly visibility: { hidden(): boolean; subscribe(listener: () => void): () => void };
}

/** Full jitter between 0.25 s and a limit that doubles from 1 s to 15 s: many tabs must not reconnect at the same time. */
export function backoffMs(failures: number, random: number): number {
  const limit = Math.min(15_000, 1000 * 2 ** Math.max(0, failures - 1));
  return 250 + Math.round(random * (limit - 250));
}
