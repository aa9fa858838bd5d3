import type { Manifest, ObjectHealth, Verdict, WatchedBody } from '@/lib/model';
import type { Viewpoint } from '../evidence';
import { listed } from '../sentences';
import { apiServiceHealth } from './api-service';
import { NOT_SCHEDULED } from './cron-job';
import { customResourceDefinitionHealth } from './custom-resource-definition';
import { gatewayClassHealth, gatewayHealth, routeHealth } from './gateway';
import { judged, nameOf, pendingDeletion, type HealthFinding } from './judge';
import { judgedFinding } from './kinds';
import { objectFinding } from './object';
import { standardHealth } from './standard-conditions';
import { workflowHealth } from './workflow';

/**
 * The health of any object in a manifest, judged from that object alone: by Argo CD's rule where it has one, else by
 * ours, else by its standard conditions. Null for an object without any of these.
 */
export function manifestHealth(manifest: Manifest, view: Viewpoint): Verdict<ObjectHealth> | null {
  const finding = findingOf(manifest);
  return finding === null ? null : judged(manifest, view, finding);
}

function findingOf(manifest: Manifest): HealthFinding | null {
  const { body, kind, metadata } = manifest;
  if (body.rule === 'watched') return watchedFinding(body);
  const name = nameOf(manifest);
  const leaving = pendingDeletion(manifest);
  if (leaving !== null) return leaving;
  switch (body.rule) {
    case 'unsupported':
      return unsupported(manifest, body.readVersions);
    case 'api-service':
      return apiServiceHealth(name, body.conditions);
    case 'custom-resource-definition':
      return customResourceDefinitionHealth(name, body.conditions);
    case 'workflow':
      return workflowHealth(name, body);
    case 'judged':
      return judgedFinding(manifest, body);
    case 'gateway':
      return gatewayHealth(name, body);
    case 'gateway-class':
      return gatewayClassHealth(name, metadata, body.conditions);
    case 'route':
      return routeHealth(kind, metadata, body);
    case 'conditions':
      return standardHealth(name, metadata, body);
  }
}

/** A kind that has a rule, in a version that the rule does not read. */
function unsupported(manifest: Manifest, versions: readonly string[]): HealthFinding {
  return {
    status: 'Unknown',
    rule: `${manifest.kind.toLowerCase()}.unsupported-version`,
    field: 'apiVersion',
    value: manifest.apiVersion,
    says: `${nameOf(manifest)} is of ${manifest.apiVersion}, and its rule reads ${listed(versions)}`,
  };
}

/** The finding on an object as the API server would have it, corrected for what a file may leave out. */
function watchedFinding(body: WatchedBody): HealthFinding | null {
  const { object, hasStatus, hasReplicas } = body;
  const finding = objectFinding(object);
  if (finding?.status !== 'Healthy') return finding;
  const name = nameOf(object);
  const absent = { value: 'absent' } as const;
  if (finding.rule === NOT_SCHEDULED && !hasStatus) {
    return {
      status: 'Progressing',
      rule: 'cronjob.not-observed',
      field: 'status',
      ...absent,
      says: `${name} was not seen by its controller yet`,
    };
  }
  if (finding.code === 'scaled-to-zero' && !hasReplicas) {
    return {
      ...finding,
      rule: `${object.kind.toLowerCase()}.replicas-unset`,
      field: 'spec.replicas',
      ...absent,
      says: `${name} does not set its number of replicas`,
    };
  }
  return finding;
}
