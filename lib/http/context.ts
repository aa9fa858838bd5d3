import type { ApiContext } from '@/lib/api';
import type { Actor } from '@/lib/model';
import type { Runtime } from '@/lib/runtime';

/** The context of a handler of lib/api, for one caller. Each part is made only when the handler reads it. */
export function contextOf(actor: Actor, runtime: Runtime): ApiContext {
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
  };
}
