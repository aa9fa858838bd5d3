import http from 'node:http';
import { machineMs } from './clock';

export interface WatchRequest {
  /** The API server's address. */
  readonly url: string;
  readonly token: string;
  readonly resourceVersion: number;
}

/** One event of a pod, by its service. */
export interface Arrival {
  readonly service: string;
  /** By `machineMs`. */
  readonly at: number;
}

export interface PodWatch {
  /** What arrived since the last call. */
  take(): readonly Arrival[];
}

/** Watches all pods as a plain HTTP client, with the least work that any watcher of the cluster needs. */
export function openPodWatch({ url, token, resourceVersion }: WatchRequest): Promise<PodWatch> {
  return new Promise((resolve, reject) => {
    let buffer = '';
    const arrived: Arrival[] = [];
    const address = `${url}/api/v1/pods?watch=true&resourceVersion=${resourceVersion}`;
    const headers = { authorization: `Bearer ${token}` };
    const request = http.get(address, { agent: false, headers }, (response) => {
      if (response.statusCode !== 200) reject(new Error(`the watch was answered ${response.statusCode}`));
      response.setEncoding('latin1').on('data', (chunk: string) => {
        const at = machineMs();
        const lines = (buffer + chunk).split('\n');
        buffer = lines.pop() ?? '';
        for (const line of lines) arrived.push({ service: serviceOf(line), at });
      });
      resolve({ take: () => arrived.splice(0) });
    });
    request.on('error', reject);
  });
}

function serviceOf(line: string): string {
  const event = JSON.parse(line) as { readonly object: { metadata: { labels?: Record<string, string> } } };
  return event.object.metadata.labels?.app ?? '';
}
