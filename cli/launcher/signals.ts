const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

export interface StopRequest {
  /** Aborted by the first signal: an orderly stop. */
  readonly asked: AbortSignal;
  wasAsked(): boolean;
  /** Aborted by the second signal: an immediate stop. */
  readonly insisted: AbortSignal;
  /** Restores Node's own handling of signals. */
  release(): void;
}

/** Listens for Ctrl-C, `kill` and a closed terminal. A third signal ends the process immediately. */
export function listenForStop(): StopRequest {
  const asked = new AbortController();
  const insisted = new AbortController();
  const onSignal = (): void => {
    if (insisted.signal.aborted) process.exit(130);
    (asked.signal.aborted ? insisted : asked).abort();
  };
  for (const signal of SIGNALS) process.on(signal, onSignal);
  return {
    asked: asked.signal,
    wasAsked: () => asked.signal.aborted,
    insisted: insisted.signal,
    release: () => {
      for (const signal of SIGNALS) process.off(signal, onSignal);
    },
  };
}
