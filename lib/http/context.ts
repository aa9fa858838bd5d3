import type { ApiContext, Transport } from '@/lib/api';
import type { Actor } from '@/lib/model';
import { scopeOf } from '@/lib/policy';
import type { Runtime } from '@/lib/runtime';
import type { Call } from './call';
import { openLive } from './live';
import { sendLogs, sendLogText } from './logs';
import { renderMetrics } from './metrics';

interface Caller {
  readonly actor: Actor;
  readonly call: Pick<Call, 'query' | 'headers'>;
  readonly runtime: Runtime;
}

/** What a handler of lib/api needs, for one caller. Each part is made when the handler takes it. */
export function contextOf(caller: Caller): ApiContext {
  const { actor, runtime } = caller;
  return {
    actor,
    get reads() {
      return runtime.reads(actor);
    },
    get logs() {
      return runtime.logs(actor);
    },
    get actions() {
      return runtime.actions(actor);
    },
    get registers() {
      return runtime.registers(actor);
    },
    get sessions() {
      return runtime.auth.sessions;
    },
    get notificationRules() {
      return runtime.notificationRules;
    },
    transport: transportOf(caller),
  };
}

function transportOf(caller: Caller): Transport {
  return {
    live: () => openLive(caller),
    logs: (open) => sendLogs(caller, open),
    logText: (query, open) => sendLogText({ ...caller, query }, open),
    metrics: () => renderMetrics(caller.runtime, scopeOf(caller.actor)),
  };
}
