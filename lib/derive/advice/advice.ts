import type { Advice, CauseCode, NextStep } from '@/lib/model';
import { sentence } from '../sentences';
import { crashLoop, livenessKill, otherTrouble, outOfMemory } from './crashes';
import { deadlinePassed, goneFromCluster, jobFailed, notRead } from './ends';
import { imagePull } from './images';
import { autoscalerLimit, disruptionBudget, noEndpoints } from './limits';
import { nodeLost, unschedulable } from './nodes';
import type { Diagnosis } from './diagnosis';
import { readinessFails } from './readiness';
import { createFailed, quotaExceeded } from './refusals';
import { configMissing } from './settings';
import { eventsStep, type CauseAndSteps } from './steps';

/** Advice by the code of a cause. The type demands an entry for each code. */
const BY_CODE: Readonly<Record<CauseCode, (diagnosis: Diagnosis) => CauseAndSteps>> = {
  'image-pull': imagePull,
  'crash-loop': crashLoop,
  'out-of-memory': outOfMemory,
  'config-missing': configMissing,
  unschedulable,
  liveness: livenessKill,
  readiness: readinessFails,
  'node-lost': nodeLost,
  quota: quotaExceeded,
  'create-failed': createFailed,
  other: otherTrouble,
  'no-endpoints': noEndpoints,
  'autoscaler-limit': autoscalerLimit,
  'disruption-budget': disruptionBudget,
  deadline: deadlinePassed,
  'job-failed': jobFailed,
  gone: goneFromCluster,
  unread: notRead,
};

/** Causes without an object whose events could show more. */
const WITHOUT_EVENTS: ReadonlySet<CauseCode> = new Set(['gone', 'unread']);

/** The likely cause as a sentence, and what to do about it: what may fix it first, then where to look, documents last. */
export function adviceOn(diagnosis: Diagnosis): Advice {
  const { cause, steps } = BY_CODE[diagnosis.code](diagnosis);
  const all = steps.filter((step): step is NextStep => step !== null);
  const looks = all.filter(({ type }) => type !== 'document');
  const documents = all.filter(({ type }) => type === 'document');
  const events = WITHOUT_EVENTS.has(diagnosis.code) ? [] : [eventsStep(diagnosis)];
  return { code: diagnosis.code, cause: sentence(cause), steps: [...looks, ...events, ...documents] };
}
