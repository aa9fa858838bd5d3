import http from 'node:http';
import { machineMs } from './clock';

export interface StreamRequest {
  /** The product's address. */
  readonly url: string;
  readonly token: string;
  readonly topics: readonly string[];
}

/** A message that brought rows of services. */
export interface ServicesMessage {
  /** Its id on the wire: the same for every viewer. */
  readonly message: string;
  readonly services: readonly string[];
  /** By `machineMs`. */
  readonly at: number;
}

export interface Viewer {
  isOpen(): boolean;
  /** The changes of services that arrived since the last call. */
  take(): readonly ServicesMessage[];
}

/** The names of the services in each delta, by its id: a hundred viewers get the same one, and it is parsed for the first. */
const servicesOf = new Map<string, readonly string[]>();

/** Opens a stream and resolves when the snapshot of every topic is here. Rejects when it is refused or ends before. */
export function openViewer({ url, token, topics }: StreamRequest): Promise<Viewer> {
  return new Promise((resolve, reject) => {
    let isOpen = true;
    let buffer = '';
    let snapshots = 0;
    const arrived: ServicesMessage[] = [];
    const stream: Viewer = {
      isOpen: () => isOpen,
      take: () => arrived.splice(0),
    };
    const headers = { authorization: `Bearer ${token}`, accept: 'text/event-stream' };
    const address = `${url}/api/v1/live?topics=${topics.join(',')}`;
    const request = http.get(address, { agent: false, headers }, (response) => {
      if (response.statusCode !== 200) reject(new Error(`a stream was answered ${response.statusCode}`));
      response.setEncoding('latin1').on('data', (chunk: string) => {
        const at = machineMs();
        buffer += chunk;
        for (let end = buffer.indexOf('\n\n'); end >= 0; end = buffer.indexOf('\n\n')) {
          const text = buffer.slice(0, end);
          buffer = buffer.slice(end + 2);
          if (text.startsWith('event: snapshot')) snapshots += 1;
          const read = readDelta(text);
          if (read !== null) arrived.push({ ...read, at });
        }
        if (snapshots >= topics.length) resolve(stream);
      });
      response.on('error', () => request.destroy());
    });
    request.on('error', reject);
    request.on('close', () => {
      isOpen = false;
      reject(new Error('a stream ended before its snapshots were complete'));
    });
  });
}

/** What a message says of services; null for any other message. */
function readDelta(text: string): Omit<ServicesMessage, 'at'> | null {
  if (!text.startsWith('event: delta\nid: ')) return null;
  const begin = text.indexOf('\ndata: ');
  const message = text.slice('event: delta\nid: '.length, begin);
  const data = text.slice(begin + '\ndata: '.length);
  if (!data.startsWith('{"topic":"services"')) return null;
  const known = servicesOf.get(message);
  if (known) return { message, services: known };
  const { upserts } = JSON.parse(data) as { readonly upserts: readonly { value: { name: string } }[] };
  const services = upserts.map(({ value }) => value.name);
  servicesOf.set(message, services);
  return { message, services };
}
