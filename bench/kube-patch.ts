import { readFile } from 'node:fs/promises';
import http from 'node:http';
import https from 'node:https';
import { parse } from 'yaml';

interface Kubeconfig {
  readonly contexts: readonly { name: string; context: { cluster: string; user: string } }[];
  readonly clusters: readonly { name: string; cluster: { server: string } }[];
  readonly users: readonly { name: string; user: { token: string } }[];
}

export interface DeploymentRef {
  readonly context: string;
  readonly namespace: string;
  readonly name: string;
}

/** Writes `spec.replicas` straight to the API server and resolves to the time of its answer, by `Date.now()`. */
export type PatchReplicas = (replicas: number) => Promise<number>;

/** A patcher that keeps one connection open, so that no call includes the time of connecting. */
export async function openPatcher(
  kubeconfig: string,
  { context, namespace, name }: DeploymentRef,
): Promise<PatchReplicas> {
  const config = parse(await readFile(kubeconfig, 'utf8')) as Kubeconfig;
  const refs = config.contexts.find((each) => each.name === context)?.context;
  const server = config.clusters.find((each) => each.name === refs?.cluster)?.cluster.server;
  const token = config.users.find((each) => each.name === refs?.user)?.user.token;
  if (server === undefined || token === undefined) throw new Error(`${kubeconfig} has no context ${context}`);
  const url = new URL(`${server}/apis/apps/v1/namespaces/${namespace}/deployments/${name}`);
  const secure = url.protocol === 'https:';
  const agent = secure
    ? new https.Agent({ keepAlive: true, rejectUnauthorized: false })
    : new http.Agent({ keepAlive: true });
  return (replicas) =>
    new Promise((resolve, reject) => {
      const request = (secure ? https : http).request(url, {
        method: 'PATCH',
        agent,
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/merge-patch+json' },
      });
      request.on('error', reject);
      request.on('response', (response) => {
        const at = Date.now();
        response.resume().on('end', () => {
          if (response.statusCode === 200) resolve(at);
          else reject(new Error(`the API server answered ${response.statusCode}`));
        });
      });
      request.end(JSON.stringify({ spec: { replicas } }));
    });
}
