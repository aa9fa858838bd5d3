/**
 * The one clock of a tab: it ticks each second while there are listeners and the tab is visible. It runs on the server's time, so that a
 * wrong clock on the reader's machine makes no age wrong.
 */
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;
let offsetMs = 0;
let shown = Date.now();

/** The server's time as of the last tick, in milliseconds. Stable between ticks. */
export function tickerNow(): number {
  return shown;
}

/** Sets the clock to the server's time (milliseconds) of a page or a stream's message. */
export function syncTicker(serverNow: number): void {
  offsetMs = serverNow - Date.now();
  tick();
}

/** Calls back after each tick; returns the function that ends it. */
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
