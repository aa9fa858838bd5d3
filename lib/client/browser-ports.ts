import { LIVE_EVENTS } from '@/lib/model';
import type { StreamPorts } from './stream-ports';

/** The ports of a real tab. The browser's own reconnecting is not used: it has no jitter and no `since`. */
export const browserPorts: StreamPorts = {
  open(url, listener) {
    const source = new EventSource(url);
    source.onopen = () => listener.open();
    source.onerror = () => listener.error();
    for (const event of LIVE_EVENTS) {
      source.addEventListener(event, (message: Event) => {
        // A connection error is an `error` event too; only a message carries data.
        if (!(message instanceof MessageEvent)) return;
        listener.message({ event, id: message.lastEventId, data: String(message.data) });
      });
    }
    return { close: () => source.close() };
  },
  after(ms, callback) {
    const handle = setTimeout(callback, ms);
    return () => clearTimeout(handle);
  },
  now: () => Date.now(),
  random: () => Math.random(),
  async signedOut() {
    try {
      return (await fetch('/api/v1/me', { cache: 'no-store' })).status === 401;
    } catch {
      // No server answered: that says nothing about the session.
      return false;
    }
  },
  signIn() {
    const page = new URL('/sign-in', location.origin);
    page.searchParams.set('callbackUrl', location.pathname + location.search);
    location.assign(page);
  },
  visibility: {
    hidden: () => document.visibilityState === 'hidden',
    subscribe(listener) {
      document.addEventListener('visibilitychange', listener);
      window.addEventListener('online', listener);
      return () => {
        document.removeEventListener('visibilitychange', listener);
        window.removeEventListener('online', listener);
      };
    },
  },
};
