import { createServer } from 'node:http';
import { networkInterfaces } from 'node:os';
import type { AddressInfo } from 'node:net';
import type { KubeObject } from './cluster/types';

/** The only part of Harbor that can really be probed. It listens on an address of this machine, because loopback is never probed. */
export interface Gateway {
  readonly address: string;
  readonly port: number;
  stop(): Promise<void>;
}

/** It reports a failure for one minute in every six. */
const ILL_MS = { every: 360_000, from: 180_000, to: 240_000 };

/** Starts a stand-in for the warehouse's gateway, which only answers health checks. Null where this machine has no address but loopback. */
export async function startGateway(): Promise<Gateway | null> {
  const address = ownAddress();
  if (address === undefined) return null;
  const server = createServer((request, response) => {
    const at = Date.now();
    const into = at % ILL_MS.every;
    const isIll = into >= ILL_MS.from && into < ILL_MS.to;
    const status = request.url !== '/healthz' ? 404 : isIll ? 503 : 200;
    const answer = setTimeout(() => response.writeHead(status).end(), latencyMs(at));
    response.once('close', () => clearTimeout(answer));
  });
  // Others can reach the address, but only calls from this machine are answered.
  server.on('connection', (socket) => {
    if (socket.remoteAddress !== address) socket.destroy();
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, address, resolve);
  });
  return {
    address,
    port: (server.address() as AddressInfo).port,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** A simulated daily load: answers become slower and faster again, every twelve minutes. */
function latencyMs(at: number): number {
  return Math.round(14 + 9 * Math.sin((at / 720_000) * 2 * Math.PI) + (at % 7));
}

/** An IPv4 address of this machine by which it can be probed. */
export function ownAddress(): string | undefined {
  return Object.values(networkInterfaces())
    .flat()
    .find((one) => one?.family === 'IPv4' && !one.internal && !one.address.startsWith('169.254.'))?.address;
}

/** A Service without a selector: its endpoints are written by hand, and its annotation requests probes. */
export function gatewayObjects({ address, port }: Pick<Gateway, 'address' | 'port'>): KubeObject[] {
  const name = 'warehouse-gateway';
  const metadata = { name, namespace: 'fulfilment', labels: { 'pilothouse.dev/owner': 'logistics' } };
  return [
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: {
        ...metadata,
        annotations: { 'pilothouse.dev/probe': 'http:web/healthz interval=5s timeout=1s unhealthy=2' },
      },
      spec: { clusterIP: '10.96.40.7', ports: [{ name: 'web', port: 80, targetPort: port }] },
    },
    {
      apiVersion: 'discovery.k8s.io/v1',
      kind: 'EndpointSlice',
      metadata: {
        ...metadata,
        name: `${name}-by-hand`,
        labels: { ...metadata.labels, 'kubernetes.io/service-name': name },
      },
      addressType: 'IPv4',
      ports: [{ name: 'web', port, protocol: 'TCP' }],
      endpoints: [
        { addresses: [address], conditions: { ready: true } },
        // The address of the spare one is in no allowed range.
        { addresses: ['192.168.40.9'], conditions: { ready: true } },
      ],
    },
  ];
}
