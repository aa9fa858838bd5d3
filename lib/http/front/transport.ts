import type { Transport } from '@/lib/api';
import type { Actor } from '@/lib/model';
import { scopeOf } from '@/lib/policy';
import type { Runtime } from '@/lib/runtime';
import type { Call } from '../call';
import { openLive } from '../live';
import { sendLogs, sendLogText } from '../logs';
import { renderMetrics } from '../metrics';

interface Caller {
  readonly actor: Actor;
  readonly call: Call;
  readonly runtime: Runtime;
}

/** The answers of one call that are not one JSON value. */
export function transportOf(caller: Caller): Transport {
  return {
    live: () => openLive(caller),
    logs: (open) => sendLogs(caller, open),
    logText: (query, open) => sendLogText({ ...caller, query }, open),
    metrics: () => renderMetrics(caller.runtime, scopeOf(caller.actor)),
  };
}
