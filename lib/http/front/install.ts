import diagnostics from 'node:diagnostics_channel';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { answerFront, isFront } from './answer';

interface RequestStarted {
  readonly server: Server;
}

type Listener = (request: IncomingMessage, response: ServerResponse) => void;

/**
 * Puts the registry's own answers in front of Next's: a thousand heartbeats a second cost a core and more through its router, and a
 * tenth of one without (docs/decisions/0016). Node's `http.server.request.start` names the server before its first request is handed
 * on; from then on the registry's calls are answered here, and everything else goes where it went before.
 *
 * @param started What a call waits for that comes while the process starts: Next would take it for a page that is not there.
 */
export function installFront(started: Promise<unknown>): void {
  const seen = new WeakSet<Server>();
  diagnostics.subscribe('http.server.request.start', (message) => {
    const { server } = message as RequestStarted;
    if (seen.has(server)) return;
    seen.add(server);
    const before = server.listeners('request') as Listener[];
    server.removeAllListeners('request');
    server.on('request', (request: IncomingMessage, response: ServerResponse) => {
      if (isFront(request.url ?? '/')) {
        started.then(
          () => answerFront(request, response),
          () => response.destroy(),
        );
      } else for (const listener of before) listener.call(server, request, response);
    });
  });
}
