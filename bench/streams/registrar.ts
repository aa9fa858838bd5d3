import { setTimeout as sleep } from 'node:timers/promises';

const ANSWER_MS = 5000;
const RETRY_MS = 500;

export interface RegistrarOptions {
  readonly port: number;
  /** A token that may register the service. */
  readonly token: string;
  readonly service: string;
  readonly perSecond: number;
}

/** Registers instances of one service at a steady rate, as a Consul client does, and tries each again until it is accepted. */
export interface Registrar {
  /** Those that were answered with a status of 200 to 299. */
  readonly accepted: ReadonlySet<string>;
  /** Attempts that were refused, cut or not answered within 5 s. */
  readonly retried: number;
  /** Begins no more; resolves when each that was begun is accepted. */
  stop(): Promise<void>;
}

export function startRegistrar({ port, token, service, perSecond }: RegistrarOptions): Registrar {
  const accepted = new Set<string>();
  const running: Promise<void>[] = [];
  let retried = 0;
  const register = async (id: string): Promise<void> => {
    const body = JSON.stringify({
      Name: service,
      ID: id,
      Address: '10.9.0.1',
      Port: 8080,
      Check: { TTL: '600s', Status: 'passing' },
    });
    while (!(await isAccepted({ port, token, body }))) {
      retried += 1;
      await sleep(RETRY_MS);
    }
    accepted.add(id);
  };
  const begun = performance.now();
  const timer = setInterval(() => {
    const due = ((performance.now() - begun) / 1000) * perSecond;
    while (running.length < due) running.push(register(`instance-${running.length}`));
  }, 5);
  return {
    accepted,
    get retried() {
      return retried;
    },
    async stop() {
      clearInterval(timer);
      await Promise.all(running);
    },
  };
}

interface Attempt {
  readonly port: number;
  readonly token: string;
  readonly body: string;
}

/** Follows redirects, as the HTTP clients of most languages do. */
async function isAccepted({ port, token, body }: Attempt): Promise<boolean> {
  const answer = await fetch(`http://127.0.0.1:${port}/v1/agent/service/register`, {
    method: 'PUT',
    headers: { 'x-consul-token': token, 'content-type': 'application/json' },
    body,
    signal: AbortSignal.timeout(ANSWER_MS),
  }).catch(() => null);
  await answer?.text().catch(() => undefined);
  return answer?.ok ?? false;
}
