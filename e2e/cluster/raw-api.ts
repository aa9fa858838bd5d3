import { readFile } from 'node:fs/promises';
import { Agent, request } from 'node:https';
import { parse } from 'yaml';

/** Requests to one API server, as the user of a kubeconfig's first context with a token. */
export type RawApi = {
  /** The unchanged JSON of the answer, with times as text. Throws with status and message when it is refused. */
  readonly get: <T>(path: string) => Promise<T>;
  readonly post: <T>(path: string, body: unknown) => Promise<T>;
  /** A JSON merge patch (RFC 7386). */
  readonly patch: <T>(path: string, body: unknown) => Promise<T>;
  readonly close: () => void;
};

/** For what is asked often: one kept connection costs a hundredth of a kubectl process. */
export async function openRawApi(kubeconfig: string): Promise<RawApi> {
  const config = parse(await readFile(kubeconfig, 'utf8')) as {
    clusters: { cluster: { server: string } }[];
    users: { user: { token: string } }[];
  };
  const server = config.clusters[0]?.cluster.server ?? '';
  const token = config.users[0]?.user.token ?? '';
  // The API server makes its certificate anew for each control plane, on loopback.
  const agent = new Agent({ keepAlive: true, maxSockets: 8, rejectUnauthorized: false });
  const ask = async <T>(
    method: string,
    path: string,
    body?: { type: string; value: unknown },
  ): Promise<T> => {
    const { status, text } = await send({ agent, token, url: new URL(path, server), method, body });
    if (status >= 300) throw new Error(`${method} ${path}: ${status} ${text.slice(0, 500)}`);
    return JSON.parse(text) as T;
  };
  return {
    get: (path) => ask('GET', path),
    post: (path, value) => ask('POST', path, { type: 'application/json', value }),
    patch: (path, value) => ask('PATCH', path, { type: 'application/merge-patch+json', value }),
    close: () => {
      agent.destroy();
    },
  };
}

type Sent = {
  agent: Agent;
  token: string;
  url: URL;
  method: string;
  body: { type: string; value: unknown } | undefined;
};

function send({ agent, token, url, method, body }: Sent): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const headers = {
      authorization: `Bearer ${token}`,
      ...(body === undefined ? {} : { 'content-type': body.type }),
    };
    const call = request(url, { method, agent, headers, timeout: 30_000 }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => (text += chunk));
      response.on('end', () => {
        resolve({ status: response.statusCode ?? 0, text });
      });
      response.on('error', reject);
    });
    call.on('timeout', () => call.destroy(new Error(`${method} ${url.pathname}: no answer within 30 s`)));
    call.on('error', reject);
    call.end(body === undefined ? undefined : JSON.stringify(body.value));
  });
}
