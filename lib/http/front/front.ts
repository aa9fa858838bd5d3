import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Runtime } from '@/lib/runtime';
import { answerReadyz } from '../readiness';
import { answerOperation, BY_PATH } from './answer-operation';
import { answerRegistry, isOfRegistry } from './answer-registry';
import { isReadable, targetOf } from './request';
import { securityHeaders } from './security-headers';

/** What server.mjs calls: it answers requests before Next, and stops the product. */
export interface Front {
  /** Answers a request. False: it is Next's; the security headers are set on its response. */
  answer(request: IncomingMessage, response: ServerResponse): boolean;
  /** Closes the streams, then stops everything that the runtime holds. @param why For the log. */
  stop(why: string): Promise<void>;
}

/**
 * Streams, metrics, the registry's wire API, heartbeats and probes of the process are answered here, straight to the socket: in a route
 * handler of Next a heartbeat costs ten times as much, and a stream has three times the delay (docs/decisions/0051).
 */
export function createFront(runtime: Runtime): Front {
  const security = Object.entries(securityHeaders(runtime.settings.publicUrl));
  return {
    answer(request, response) {
      for (const [name, value] of security) response.setHeader(name, value);
      if (isOfRegistry(request.url ?? '/')) {
        void answerRegistry(request, response, runtime);
        return true;
      }
      const target = targetOf(request);
      if (target.path === '/healthz') {
        // For Kubernetes' liveness probe: it shows only that the process serves, and needs no session.
        sendText(response, 200, 'ok\n');
        return true;
      }
      if (target.path === '/readyz') {
        void answerReadyz(runtime).then(({ status, text }) => sendText(response, status, text));
        return true;
      }
      const operation = BY_PATH.get(target.path);
      if (operation === undefined) {
        if (isReadable(target)) return false;
        sendText(response, 400, 'The address of this request cannot be read.\n');
        return true;
      }
      void answerOperation(operation, { request, response, target, runtime });
      return true;
    },
    async stop(why) {
      runtime.log.info({ why }, 'stopping');
      runtime.streams.closeAll();
      await runtime.stop();
    },
  };
}

function sendText(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'content-type': 'text/plain', 'cache-control': 'no-store' }).end(text);
}
