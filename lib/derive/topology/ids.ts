import type { KubeObject } from '@/lib/model';

/** `deployment:shop/checkout@production-eu`; without a cluster for objects from files. */
export function nodeId(kind: string, namespace: string, name: string, cluster: string | null): string {
  const place = namespace === '' ? name : `${namespace}/${name}`;
  return `${kind.toLowerCase()}:${place}${cluster === null ? '' : `@${cluster}`}`;
}

export function objectId({ kind, metadata }: KubeObject, cluster: string | null): string {
  return nodeId(kind, metadata.namespace, metadata.name, cluster);
}

/** `host:smtp.example.com:587`. One host and port is one node, whoever calls it. */
export function hostId(host: string, port: string | null): string {
  return port === null ? `host:${host}` : `host:${host}:${port}`;
}

/** `from>to:kind`. */
export function edgeId(from: string, to: string, kind: string): string {
  return `${from}>${to}:${kind}`;
}
