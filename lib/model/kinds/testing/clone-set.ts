import {
  isWorkloadKind,
  type Condition,
  type LabelSelector,
  type WorkloadKind,
  type WorkloadShape,
  type WorkloadTraits,
} from '@/lib/model';
import { podTemplate } from '@/lib/projection/container';
import type { Fields } from '@/lib/projection/fields';
import { conditions, head, labelSelector } from '@/lib/projection/meta';
import type { FieldPath } from '../traits';
import type { WorkloadKindEntry } from './define-kind';

/** A workload of an operator, as OpenKruise's CloneSet: it makes its pods itself and keeps ControllerRevisions. */
interface CloneSet extends WorkloadShape {
  readonly spec: WorkloadShape['spec'] & {
    readonly replicas?: number;
    readonly paused?: boolean;
    readonly minReadySeconds: number;
    readonly selector: LabelSelector;
    readonly strategy?: {
      readonly type: string;
      readonly maxSurge?: string;
      readonly maxUnavailable?: string;
    };
  };
  readonly status: {
    readonly observedGeneration: number;
    readonly updatedReplicas?: number;
    readonly readyReplicas?: number;
    readonly availableReplicas?: number;
    readonly updateRevision?: string;
    readonly conditions: readonly Condition[];
  };
}

const traits = {
  kind: 'CloneSet',
  api: { group: 'apps.kruise.io', version: 'v1alpha1', plural: 'clonesets' },
  optional: true,
  precedence: 1,
  templatePath: ['spec', 'template'],
  sizedBy: 'replicas',
  counts: {
    desired: 'spec.replicas',
    ready: 'status.readyReplicas',
    available: 'status.availableReplicas',
  },
  podsThrough: null,
  stablePods: false,
  governingService: null,
  revisions: {
    keptIn: 'ControllerRevision',
    hashLabel: 'controller-revision-hash',
    currentName: 'status.updateRevision',
    generation: null,
  },
  replacement: 'rolling',
  stepped: false,
  progress: null,
  refusedPods: 'event',
  pausedBy: 'spec.paused',
  scheduledBy: null,
  changeable: true,
  scalable: true,
  restartable: true,
  patchType: 'merge',
  edited: true,
  annotations: [],
} as const satisfies WorkloadTraits<FieldPath<CloneSet>>;

/** The kind's name as one of those that the tables know; throws TypeError where it was not defined. */
export function cloneSetKind(): WorkloadKind {
  const { kind }: { readonly kind: string } = traits;
  if (!isWorkloadKind(kind)) throw new TypeError(`${kind} is not defined`);
  return kind;
}

function project(object: Fields): CloneSet {
  const spec = object.object('spec');
  const status = object.object('status');
  const update = spec.object('updateStrategy');
  return {
    ...head(cloneSetKind(), object),
    spec: {
      replicas: spec.count('replicas') ?? 1,
      paused: update.bool('paused') ?? false,
      minReadySeconds: spec.count('minReadySeconds') ?? 0,
      selector: labelSelector(spec),
      strategy: {
        type: update.str('type') ?? 'ReCreate',
        maxSurge: update.intOrString('maxSurge'),
        maxUnavailable: update.intOrString('maxUnavailable'),
      },
      template: podTemplate(spec),
    },
    status: {
      observedGeneration: status.long('observedGeneration') ?? 0,
      updatedReplicas: status.count('updatedReplicas') ?? 0,
      readyReplicas: status.count('readyReplicas') ?? 0,
      availableReplicas: status.count('availableReplicas') ?? 0,
      updateRevision: status.str('updateRevision') ?? '',
      conditions: conditions(status),
    },
  };
}

/** The one place where the kind is made known. */
export const cloneSet: WorkloadKindEntry<CloneSet> = {
  traits,
  project,
  health: {
    judge({ metadata, spec: { replicas = 0 }, status: { updatedReplicas = 0 } }) {
      const reading = {
        rule: 'cloneset.updated-replicas',
        field: 'status.updatedReplicas',
        value: updatedReplicas,
      };
      return updatedReplicas < replicas
        ? {
            ...reading,
            status: 'Progressing',
            says: `CloneSet ${metadata.name} has updated ${updatedReplicas} of ${replicas}`,
          }
        : { ...reading, status: 'Healthy', says: `CloneSet ${metadata.name} is up to date` };
    },
  },
  rollout: {
    status: ({ spec: { replicas = 0 }, status: { updatedReplicas = 0, availableReplicas = 0 } }) => ({
      verdict: updatedReplicas < replicas || availableReplicas < replicas ? 'waiting' : 'success',
      rule: 'rollout.updated-replicas',
      field: 'status.updatedReplicas',
      value: updatedReplicas,
    }),
    strategy: (_workload, pods) => `${pods} pods are made anew, a few at a time`,
    pause: () => null,
    failure: () => null,
  },
};
