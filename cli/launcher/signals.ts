const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

export interface StopRequest {
  /** Aborted by the first signal: end in order. */
  readonly asked: AbortSignal;
  wasAsked(): boolean;
  /** Aborted by the second: end at once. */
  readonly insisted: AbortSignal;
  /** Gives the signals back to Node. */
  release(): void;
}

/** Listens for Ctrl-C, `kill` and a closed terminal. A third signal ends the process on the spot. */
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
