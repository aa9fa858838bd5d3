/**
 * The one clock of a tab: ticks each second while someone listens and the tab is seen. It shows the server's time, so
 * that a wrong clock of the reader's machine makes no age wrong.
 */
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;
let offsetMs = 0;
let shown = Date.now();

/** The server's time as of the last tick, in milliseconds. Stable between ticks. */
export function tickerNow(): number {
  return shown;
}

/** Sets the clock by the server's time (milliseconds), as a page or a stream's message carried it. */
export function syncTicker(serverNow: number): void {
  offsetMs = serverNow - Date.now();
  tick();
}

/** Calls back after each tick; answers its own undo. */
export function subscribeTicker(listener: () => void): () => void {
  listeners.add(listener);
  if (listeners.size === 1) start();
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) stop();
  };
}

function tick() {
  shown = Date.now() + offsetMs;
  for (const listener of listeners) listener();
}

function start() {
  shown = Date.now() + offsetMs;
  resume();
  document.addEventListener('visibilitychange', resume);
}

function stop() {
  clearInterval(timer);
  timer = undefined;
  document.removeEventListener('visibilitychange', resume);
}

function resume() {
  clearInterval(timer);
  timer = undefined;
  if (document.visibilityState === 'hidden') return;
  tick();
  timer = setInterval(tick, 1000);
}
