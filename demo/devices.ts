import { setTimeout as sleep } from 'node:timers/promises';
import { createDb } from '@/lib/db/client';
import { createRegistryToken, deleteRegistryToken } from '@/lib/db/registry-tokens';
import { hashOfToken, newRegistryToken } from '@/lib/registry';

const NAME = 'harbor';
const BEAT_MS = 5000;
/** How often the devices check whether the product is ready. */
const READY_MS = 250;
const TTL_SECONDS = 15;
/** The scale of the third packing table is without network for one minute in every six. */
const SILENT_MS = { every: 360_000, from: 120_000, to: 180_000 };

interface Device {
  readonly service: string;
  readonly id: string;
  readonly address: string;
  readonly port: number;
  readonly over: 'self' | 'consul';
  readonly version: string;
  readonly zone: string;
  readonly fallsSilent?: true;
  /** The output that it sends with each heartbeat. */
  readonly note: string;
}

/** Devices of Harbor outside of any cluster, and one that should no longer send heartbeats. */
const DEVICES: readonly Device[] = [
  ...[1, 2, 3].map((table): Device => ({
    service: 'label-printer',
    id: `label-printer-${table}`,
    address: `192.168.40.${10 + table}`,
    port: 9100,
    over: 'self',
    version: '3.2.0',
    zone: 'warehouse-1',
    note: `${400 - table * 70} labels left`,
  })),
  ...[1, 2, 3].map((table): Device => ({
    service: 'scale',
    id: `scale-${table}`,
    address: `192.168.40.${20 + table}`,
    port: 8200,
    over: 'consul',
    version: table === 2 ? '1.8.4' : '1.9.0',
    zone: 'warehouse-1',
    note: 'calibrated',
    ...(table === 3 ? { fallsSilent: true as const } : {}),
  })),
  {
    service: 'search',
    // Its pod was deleted; a sidecar that nobody stopped still sends heartbeats for it.
    id: 'search-5d8f7c9b6-zq4xw',
    address: '10.42.2.213',
    port: 8080,
    over: 'self',
    version: '8.11.0',
    zone: 'europe-west3-a',
    note: '',
  },
];

/** Creates the token with which the devices register, and revokes that of an earlier start. */
export async function makeDemoToken(database: string): Promise<string> {
  const db = createDb({ connectionString: database, poolSize: 1 });
  const token = newRegistryToken();
  const actor = { id: 'system:demo', name: 'The demo' };
  try {
    await db.transaction(async (tx) => {
      await deleteRegistryToken(tx, NAME);
      const services = [...new Set(DEVICES.map(({ service }) => service))];
      await createRegistryToken(
        tx,
        { name: NAME, hash: hashOfToken(token), services, createdAt: new Date() },
        actor,
      );
    });
  } finally {
    await db.close();
  }
  return token;
}

/**
 * Registers the devices over the product's HTTP API when it is ready, and sends their heartbeats until it is stopped. Failed calls are
 * repeated.
 */
export function startDevices(url: string, token: string): { stop: () => Promise<void> } {
  const stopped = new AbortController();
  const call = async (method: 'GET' | 'PUT', path: string, body: object | null): Promise<number> => {
    try {
      const answer = await fetch(`${url}${path}`, {
        method,
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        signal: AbortSignal.any([stopped.signal, AbortSignal.timeout(4000)]),
        ...(body === null ? {} : { body: JSON.stringify(body) }),
      });
      await answer.arrayBuffer();
      return answer.status;
    } catch {
      // Not serving yet, or not any more: the next turn tries again.
      return 0;
    }
  };
  /** Waits until the product is ready: before that, a token would count as wrong, and soon all calls of this address would have to wait. */
  async function ready(): Promise<void> {
    while (!stopped.signal.aborted) {
      if ((await call('GET', '/readyz', null)) === 200) return;
      await pause(READY_MS);
    }
  }
  async function live(device: Device, delayMs: number): Promise<void> {
    await begun;
    await pause(delayMs);
    while (!stopped.signal.aborted) {
      if (!isSilent(device, Date.now()) && (await beat(device)) === 404) {
        await register(device);
        await beat(device);
      }
      await pause(BEAT_MS);
    }
  }
  const beat = ({ service, id, over, note }: Device): Promise<number> =>
    over === 'consul'
      ? call('PUT', `/v1/agent/check/pass/service:${id}?note=${encodeURIComponent(note)}`, null)
      : call('PUT', `/api/v1/registry/instances/${service}/${id}/heartbeat`, { output: note });
  const register = (device: Device): Promise<number> =>
    device.over === 'consul'
      ? call('PUT', '/v1/agent/service/register', consulRegistration(device))
      : call('PUT', `/api/v1/registry/instances/${device.service}/${device.id}`, selfRegistration(device));
  const pause = (ms: number): Promise<void> =>
    sleep(ms, undefined, { signal: stopped.signal, ref: false }).catch(() => undefined);
  const begun = ready();
  const running = DEVICES.map((device, index) => live(device, index * 250));
  return {
    async stop() {
      stopped.abort();
      await Promise.all(running);
    },
  };
}

function isSilent({ fallsSilent }: Device, at: number): boolean {
  const into = at % SILENT_MS.every;
  return fallsSilent === true && into >= SILENT_MS.from && into < SILENT_MS.to;
}

function selfRegistration({ address, port, version, zone }: Device): object {
  return { address, port, version, zone, tags: [zone], ttlSeconds: TTL_SECONDS };
}

function consulRegistration({ service, id, address, port, version, zone }: Device): object {
  const check = { TTL: `${TTL_SECONDS}s`, DeregisterCriticalServiceAfter: '10m' };
  return {
    Name: service,
    ID: id,
    Address: address,
    Port: port,
    Tags: [zone],
    Meta: { version, zone },
    Check: check,
  };
}
