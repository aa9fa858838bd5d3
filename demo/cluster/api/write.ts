import { applyDefaults } from '../defaults';
import { clone, equal, isRecord } from '../json';
import { recordManager } from '../managed-fields';
import { jsonPatch, mergePatch } from '../patch';
import { badRequest, conflict, invalid, StatusError } from '../status-error';
import { strategicMerge } from '../strategic-merge';
import type { KubeObject, ObjectMeta } from '../types';
import { validate } from '../validation';
import type { World } from '../world';
import { getObject, scaleOf } from './read';
import type { Target } from './request';

export interface WriteOptions {
  manager: string;
  dryRun: boolean;
}

/** The body as a Kubernetes object; anything else is refused with 400. */
function asObject(target: Target, body: unknown): KubeObject {
  if (!isRecord(body) || !isRecord(body.metadata))
    throw badRequest('the object provided is unrecognized (must be of type Object with metadata)');
  if (body.kind !== undefined && body.kind !== target.definition.kind) {
    throw badRequest(
      `the object provided has kind ${JSON.stringify(body.kind)}, expected "${target.definition.kind}"`,
    );
  }
  const object = clone(body) as KubeObject;
  const { metadata } = object;
  if (target.namespace && metadata.namespace && metadata.namespace !== target.namespace) {
    throw badRequest(`the namespace of the provided object does not match the namespace sent on the request`);
  }
  if (target.name && metadata.name && metadata.name !== target.name) {
    throw badRequest(
      `the name of the object (${metadata.name}) does not match the name on the URL (${target.name})`,
    );
  }
  if (target.definition.namespaced) metadata.namespace = target.namespace;
  else delete metadata.namespace;
  return object;
}

export function createObject(world: World, target: Target, body: unknown, options: WriteOptions): KubeObject {
  const { definition } = target;
  const object = asObject(target, body);
  const { metadata } = object;
  if (!metadata.name && metadata.generateName)
    metadata.name = `${metadata.generateName}${world.random.suffix()}`;
  for (const field of ['uid', 'creationTimestamp', 'deletionTimestamp', 'managedFields'] as const)
    Reflect.deleteProperty(metadata, field);
  if (metadata.resourceVersion)
    throw badRequest('resourceVersion should not be set on objects to be created');
  if (definition.namespaced && !world.store.get('namespaces', undefined, target.namespace ?? '')) {
    throw new StatusError(404, 'NotFound', `namespaces "${target.namespace ?? ''}" not found`, {
      name: target.namespace,
      kind: 'namespaces',
    });
  }
  validate(definition, object, null);
  applyDefaults(object);
  if (definition.hasStatus) delete object.status;
  if (definition.plural === 'pods') object.status = { phase: 'Pending' };
  if (definition.plural === 'namespaces') {
    metadata.labels = { ...metadata.labels, 'kubernetes.io/metadata.name': metadata.name };
    object.status = { phase: 'Active' };
  }
  recordManager(object, null, { manager: options.manager, time: world.clock.time() });
  return world.store.create(definition.plural, object, options.dryRun);
}

const FIXED_METADATA = [
  'name',
  'namespace',
  'uid',
  'creationTimestamp',
  'generation',
  'deletionTimestamp',
  'deletionGracePeriodSeconds',
  'managedFields',
  'generateName',
] as const;

/** Replaces the stored object by `candidate`, after Kubernetes' checks. `status` can only be written through its subresource. */
function replace(world: World, target: Target, candidate: KubeObject, options: WriteOptions): KubeObject {
  const { definition, subresource } = target;
  const current = getObject(world.store, target);
  const { resourceVersion, uid } = candidate.metadata;
  if (resourceVersion && resourceVersion !== current.metadata.resourceVersion)
    throw conflict(definition, current.metadata.name);
  if (uid && uid !== current.metadata.uid) {
    throw conflict(
      definition,
      current.metadata.name,
      `Precondition failed: UID in precondition: ${uid}, UID in object meta: ${current.metadata.uid ?? ''}`,
    );
  }
  const next =
    subresource === 'status' ? { ...clone(current), status: clone(candidate.status) } : clone(candidate);
  const metadata: ObjectMeta = { ...next.metadata, resourceVersion: current.metadata.resourceVersion };
  next.metadata = metadata;
  for (const field of FIXED_METADATA) {
    const kept = clone(current.metadata[field]);
    if (kept === undefined) Reflect.deleteProperty(metadata, field);
    else Object.assign(metadata, { [field]: kept });
  }
  next.apiVersion = current.apiVersion;
  next.kind = current.kind;
  if (definition.hasStatus && subresource !== 'status') {
    if (current.status === undefined) delete next.status;
    else next.status = clone(current.status);
  }
  validate(definition, next, current);
  applyDefaults(next);
  if (!equal(next, current)) {
    recordManager(next, current, {
      manager: options.manager,
      time: world.clock.time(),
      ...(subresource ? { subresource } : {}),
    });
  }
  const written = world.store.update(
    definition.plural,
    current,
    (draft) => {
      for (const key of Object.keys(draft)) Reflect.deleteProperty(draft, key);
      Object.assign(draft, next);
    },
    options.dryRun,
  );
  const released = metadata.deletionTimestamp && !metadata.finalizers?.length;
  if (released && !options.dryRun && !['pods', 'namespaces'].includes(definition.plural))
    world.store.remove(definition.plural, written);
  return written;
}

export function updateObject(world: World, target: Target, body: unknown, options: WriteOptions): KubeObject {
  if (target.subresource === 'scale') return writeScale(world, target, body, options);
  return replace(world, target, asObject(target, body), options);
}

export function patchObject(
  world: World,
  target: Target,
  patch: { type: string; body: unknown },
  options: WriteOptions,
): KubeObject {
  const current = getObject(world.store, target);
  const base = target.subresource === 'scale' ? scaleOf(current) : current;
  const patched = apply(base, patch);
  if (target.subresource === 'scale') return writeScale(world, target, patched, options);
  return replace(world, target, asObject(target, patched), options);
}

function apply(base: unknown, { type, body }: { type: string; body: unknown }): unknown {
  if (type === 'application/json-patch+json') return jsonPatch(base, body);
  if (!isRecord(body)) throw badRequest('a patch must be an object');
  if (type === 'application/merge-patch+json') return mergePatch(base, body);
  if (type === 'application/strategic-merge-patch+json') return strategicMerge(base, body);
  const known =
    'application/json-patch+json, application/merge-patch+json, application/strategic-merge-patch+json';
  throw new StatusError(
    415,
    'UnsupportedMediaType',
    `the body of the request was in an unknown format - accepted media types include: ${known}`,
  );
}

function writeScale(world: World, target: Target, body: unknown, options: WriteOptions): KubeObject {
  if (!isRecord(body) || !isRecord(body.spec)) throw badRequest('a Scale needs a spec');
  const replicas = body.spec.replicas ?? 0;
  if (typeof replicas !== 'number' || !Number.isInteger(replicas) || replicas < 0) {
    throw invalid({ ...target.definition, group: 'autoscaling', kind: 'Scale' }, target.name ?? '', [
      {
        reason: 'FieldValueInvalid',
        message: `Invalid value: ${JSON.stringify(replicas)}: must be greater than or equal to 0`,
        field: 'spec.replicas',
      },
    ]);
  }
  const candidate = clone(getObject(world.store, target));
  candidate.spec = { ...(candidate.spec as object), replicas };
  const version = isRecord(body.metadata) ? body.metadata.resourceVersion : undefined;
  if (typeof version === 'string' && version) candidate.metadata.resourceVersion = version;
  return scaleOf(replace(world, target, candidate, options)) as unknown as KubeObject;
}
