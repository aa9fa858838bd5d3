import type { ChangeIntent } from '@/lib/db/change-record';
import { parseImage, type ImageReference } from '@/lib/derive/image';
import { count, listed } from '@/lib/derive/words';
import type { Consequence, HorizontalPodAutoscaler, Rollout, ServiceLookup, Workload } from '@/lib/model';
import type { FieldOwner } from './owners';
import { replacementOf, scaleOf } from './replacement';

export interface ConsequenceInput {
  readonly intent: ChangeIntent;
  readonly workload: Workload;
  /** The value that is replaced: replicas as text, or the image. */
  readonly before: string;
  readonly autoscaler: HorizontalPodAutoscaler | null;
  readonly owners: readonly FieldOwner[];
  readonly rollout: Rollout | null;
  readonly dependents: Dependents;
}

type Dependents = ReturnType<ServiceLookup['dependentsOf']>;

/** What a person should know before the click; what to weigh comes first. */
export function consequencesOf(input: ConsequenceInput): Consequence[] {
  const { intent, workload } = input;
  const all = [
    ...autoscalerOf(input),
    ...ownersOf(input),
    ...paused(workload),
    ...inProgress(input.rollout),
    ...(intent.action === 'scale'
      ? scaleConsequences(Number(input.before), intent.params.replicas)
      : [
          ...imageConsequences(input.before, intent.params.image),
          { code: 'pods' as const, ...replacementOf(workload) },
        ]),
    ...dependentsOf(input),
  ];
  return [...all.filter(({ level }) => level === 'weigh'), ...all.filter(({ level }) => level === 'ok')];
}

function autoscalerOf({ intent, autoscaler }: ConsequenceInput): Consequence[] {
  if (autoscaler === null || intent.action !== 'scale') return [];
  const { name } = autoscaler.metadata;
  const { minReplicas, maxReplicas } = autoscaler.spec;
  const sentence =
    intent.params.replicas === 0
      ? `The autoscaler ${name} stops working while the replicas are zero, until somebody scales it up again.`
      : `The autoscaler ${name} keeps it between ${minReplicas} and ${maxReplicas} and may set another number at any time.`;
  return [{ code: 'autoscaler', level: 'weigh', title: 'An autoscaler owns the replicas', sentence }];
}

function ownersOf({ owners, intent }: ConsequenceInput): Consequence[] {
  const what = intent.action === 'scale' ? 'the replicas' : 'this image';
  const reconcilers = owners.filter((owner) => owner.reconciles).map((owner) => owner.name);
  if (reconcilers.length > 0) {
    const names = listed(reconcilers);
    return [
      {
        code: 'field-owners',
        level: 'weigh',
        title: `${names} ${reconcilers.length === 1 ? 'manages' : 'manage'} it`,
        sentence: `${names} may write its own value back: change ${what} at the source too.`,
      },
    ];
  }
  const others = owners.map((owner) => owner.name);
  if (others.length === 0) return [];
  return [
    {
      code: 'field-owners',
      level: 'ok',
      title: 'Written by another before',
      sentence: `${listed(others)} set ${what} before; Pilothouse becomes the owner.`,
    },
  ];
}

function paused(workload: Workload): Consequence[] {
  if (workload.kind !== 'Deployment' || !workload.spec.paused) return [];
  const sentence = 'Its rollouts are paused: a new version starts only when somebody resumes it.';
  return [{ code: 'rollout-in-progress', level: 'weigh', title: 'Paused', sentence }];
}

function inProgress(rollout: Rollout | null): Consequence[] {
  if (rollout === null || rollout.state === 'Complete' || rollout.state === 'Paused') return [];
  return [
    {
      code: 'rollout-in-progress',
      level: 'weigh',
      title: 'A rollout is under way',
      sentence: `${rollout.sentence} This change comes on top of it.`,
    },
  ];
}

function scaleConsequences(before: number, after: number): Consequence[] {
  const pods: Consequence = { code: 'pods', ...scaleOf(before, after) };
  if (after > 0) return [pods];
  const sentence = 'No pod will be left to serve: its health will read Idle.';
  return [{ code: 'idle', level: 'weigh', title: 'Scaled to zero', sentence }, pods];
}

function imageConsequences(before: string, after: string): Consequence[] {
  const next = parseImage(after);
  if ('error' in next) return [];
  const found: Consequence[] = [];
  if (next.digest === null && (next.tag === null || next.tag === 'latest')) {
    found.push({
      code: 'image',
      level: 'weigh',
      title: 'No fixed version',
      sentence: 'The tag latest may mean another image at every pull: name a version or a digest.',
    });
  }
  const now = parseImage(before);
  if (!('error' in now) && whereOf(now) !== whereOf(next)) {
    found.push({
      code: 'image',
      level: 'weigh',
      title: 'Another repository',
      sentence: `It runs ${whereOf(now)} now; this is ${whereOf(next)}.`,
    });
  }
  return found;
}

function whereOf({ registry, repository }: ImageReference): string {
  return `${registry}/${repository}`;
}

const NAMED_MAX = 3;

/** Who feels it when it fails. Nothing is said where nobody is known to call it. */
function dependentsOf({ intent, dependents }: ConsequenceInput): Consequence[] {
  const { direct, indirect } = dependents;
  if (direct.length === 0) return [];
  const more = direct.length - NAMED_MAX;
  const named = [...direct.slice(0, NAMED_MAX), ...(more > 0 ? [`${more} more`] : [])];
  const through = indirect === 0 ? '' : `; ${indirect} more ${indirect === 1 ? 'does' : 'do'} through them`;
  const stops = intent.action === 'scale' && intent.params.replicas === 0;
  return [
    {
      code: 'dependents',
      level: stops ? 'weigh' : 'ok',
      title: `${count(direct.length, 'service')} ${direct.length === 1 ? 'calls' : 'call'} it`,
      sentence: `${listed(named)} ${direct.length === 1 ? 'calls' : 'call'} it directly${through}.`,
    },
  ];
}
