import { isPaused } from '@/lib/derive/paused';
import { count, listed } from '@/lib/derive/sentences';
import type { Consequence, Rollout, Workload } from '@/lib/model';
import type { ActionKind, Planned, PlanContext } from '../kinds/kind';

/** What a person should know before they confirm; warnings come first. */
export function consequencesOf(kind: ActionKind, planned: Planned, context: PlanContext): Consequence[] {
  const all = [
    ...(kind.conflicts?.(planned, context) ?? []),
    ...ownersOf(context, kind.subject),
    ...paused(context.workload),
    ...inProgress(context.rollout),
    ...kind.effects(planned, context),
    ...dependentsOf(context, kind.stops?.(planned.intent) ?? false),
  ];
  return [...all.filter(({ level }) => level === 'weigh'), ...all.filter(({ level }) => level === 'ok')];
}

function ownersOf({ owners }: PlanContext, what: string): Consequence[] {
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
      title: 'Set by another manager before',
      sentence: `${listed(others)} set ${what} before; Pilothouse becomes the owner.`,
    },
  ];
}

function paused(workload: Workload): Consequence[] {
  if (!isPaused(workload)) return [];
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

const NAMED_MAX = 3;

/**
 * The services that a failure would affect. Empty where no caller is known. Callers outside the scope of the actor are
 * counted and not named: the actor should still know that somebody depends on it.
 */
function dependentsOf({ dependents }: PlanContext, stops: boolean): Consequence[] {
  const { direct, indirect, unseen } = dependents;
  const level = stops ? 'weigh' : 'ok';
  const others = `${count(unseen, 'service')} that you cannot see ${unseen === 1 ? 'depends' : 'depend'} on it`;
  if (direct.length === 0) {
    if (unseen === 0) return [];
    return [{ code: 'dependents', level, title: 'Others depend on it', sentence: `${others}.` }];
  }
  const more = direct.length - NAMED_MAX;
  const named = [...direct.slice(0, NAMED_MAX), ...(more > 0 ? [`${more} more`] : [])];
  const through =
    indirect === 0 ? '' : `; ${indirect} more ${indirect === 1 ? 'calls' : 'call'} it indirectly`;
  return [
    {
      code: 'dependents',
      level,
      title: `${count(direct.length, 'service')} ${direct.length === 1 ? 'calls' : 'call'} it`,
      sentence: `${listed(named)} ${direct.length === 1 ? 'calls' : 'call'} it directly${through}${unseen === 0 ? '' : `; ${others}`}.`,
    },
  ];
}
