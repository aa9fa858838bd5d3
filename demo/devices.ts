import { setTimeout as sleep } from 'node:timers/promises';
import { createDb } from '@/lib/db/client';
import { createRegistryToken, deleteRegistryToken } from '@/lib/db/registry-tokens';
import { hashOfToken, newRegistryToken } from '@/lib/registry';

const NAME = 'harbor';
const BEAT_MS = 5000;
/** How often a product that starts is asked whether it is ready. */
const READY_MS = 250;
const TTL_SECONDS = 15;
/** The scale of the third packing table loses its network for a minute every six. */
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
  /** What it says with each heartbeat. */
  readonly note: string;
}

/** What runs at Harbor outside of any cluster, and one that should not send heartbeats any more. */
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

/** Makes the token by which the devices register; one of an earlier start is taken back. */
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
 * Lets the devices register and send heartbeats over the product's own HTTP API once it is ready, until it is stopped. Whatever fails is
 * tried again.
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
  /** A token that comes before the product knows its registry would count as a guess, and soon all of this address wait. */
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
