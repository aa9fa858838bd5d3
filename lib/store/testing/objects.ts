import type { EndpointSlice, Event, ObjectMeta, Pod } from '@/lib/model';

/** Small objects for tests of the store and of what reads it. */
export function meta(fields: Partial<ObjectMeta> & { name: string }): ObjectMeta {
  return {
    namespace: 'shop',
    uid: `uid-${fields.name}`,
    resourceVersion: '1',
    generation: 1,
    creationTimestamp: '2026-01-01T00:00:00Z',
    labels: {},
    annotations: {},
    ownerReferences: [],
    ...fields,
  };
}

export function pod(
  metadata: Partial<ObjectMeta> & { name: string },
  at: { node?: string; controller?: string } = {},
): Pod {
  const owner = at.controller;
  return {
    kind: 'Pod',
    apiVersion: 'v1',
    metadata: meta({
      ownerReferences:
        owner === undefined ? [] : [{ kind: 'ReplicaSet', name: owner, uid: owner, controller: true }],
      ...metadata,
    }),
    spec: {
      nodeName: at.node,
      restartPolicy: 'Always',
      containers: [],
      initContainers: [],
      terminationGracePeriodSeconds: 30,
      claimNames: [],
    },
    status: { phase: 'Running', conditions: [], containerStatuses: [], initContainerStatuses: [] },
  };
}

export function slice(metadata: Partial<ObjectMeta> & { name: string }, service?: string): EndpointSlice {
  return {
    kind: 'EndpointSlice',
    apiVersion: 'discovery.k8s.io/v1',
    metadata: meta({
      labels: service === undefined ? {} : { 'kubernetes.io/service-name': service },
      ...metadata,
    }),
    addressType: 'IPv4',
    ports: [],
    endpoints: [],
  };
}

export function event(
  metadata: Partial<ObjectMeta> & { name: string },
  about: { uid?: string; lastSeen?: string } = {},
): Event {
  const lastSeen = about.lastSeen ?? '2026-01-01T00:00:00Z';
  return {
    kind: 'Event',
    apiVersion: 'v1',
    metadata: meta(metadata),
    type: 'Warning',
    reason: 'BackOff',
    message: 'Back-off restarting failed container',
    count: 1,
    firstSeen: lastSeen,
    lastSeen,
    source: 'kubelet',
    regarding: { kind: 'Pod', namespace: 'shop', name: 'web', uid: about.uid },
  };
}
