import type { Db } from '@/lib/db/client';
import type { EndpointTarget, ProbePicture } from '@/lib/model';
import { startLoop, type RegistryTimer } from '../loop';
import type { InstanceKey, KeptInstance } from '../rules/kept';
import type { Report } from '../rules/report';
import { parseRange } from './address';
import type { ask } from './ask';
import { checkSubjects } from './checks';
import { endpointSubjects, type EndpointTargets } from './endpoints';
import { checkKey, keyOf } from './keys';
import { MINUTE_MS, Minutes } from './minutes';
import { createProbeSchedule, type Subject } from './schedule';
import { createProbeShare } from './share';
import type { Resolve } from './target';

const PROBE_EVERY_MS = 250;
/** How often verdicts are shared; minutes are shared when they are over. */
const PUBLISH_EVERY_MS = 1000;
/** How late the content of a lost notification is read at most. */
const READ_EVERY_MS = 15_000;

export interface ProbesOptions {
  readonly db: Pick<Db, 'client' | 'transaction'>;
  /** Names this process among the replicas. */
  readonly owner: string;
  /** Ranges of addresses that may be probed, and clusters whose pods can be reached; without any, nothing is probed. */
  readonly settings: { readonly allow: readonly string[]; readonly clusters: readonly string[] };
  /** Registered instances with a check that Pilothouse probes itself. */
  readonly probed: () => Iterable<KeptInstance>;
  /** Endpoints of Kubernetes Services whose owners want them probed. */
  readonly targets: () => Iterable<EndpointTargets>;
  readonly report: (key: InstanceKey, report: Report) => Promise<void> | undefined;
  readonly resolve: Resolve;
  /** Whether this is the one process that sends probes. */
  readonly isAsking: () => boolean;
  readonly now: () => number;
  readonly timer: RegistryTimer;
  readonly onError: (error: unknown, what: string) => void;
  readonly ask?: typeof ask;
  readonly random?: () => number;
}

/** Probes instances, in the one process that sweeps; every process knows the results. */
export interface Probes {
  readonly picture: ProbePicture;
  /** Whether there is an endpoint to probe. */
  hasEndpoints(): boolean;
  /** Reads results of other processes, and those from before this process started. */
  take(): Promise<void>;
  /** Begins the probes that are due. Resolves when those that it began have ended. */
  turn(): Promise<void>;
  /** Writes results for the other processes. */
  give(): Promise<void>;
  stop(): Promise<void>;
}

export function createProbes(options: ProbesOptions): Probes {
  const { db, owner, settings, targets, isAsking, now, timer, onError, random = Math.random } = options;
  const allow = settings.allow.map((range) => parseRange(range)).filter((range) => range !== null);
  const reached = new Set(settings.clusters);
  const reaches = (cluster: string): boolean => reached.has(cluster);
  const minutes = new Minutes();
  const share = createProbeShare({ db, owner, minutes, now });
  const reportError =
    (what: string) =>
    (error: unknown): void =>
      onError(error, what);
  const schedule = createProbeSchedule({
    ...{ now, random, ask: options.ask },
    onError: reportError('a target was not probed'),
  });

  function* subjects(): Iterable<Subject> {
    yield* checkSubjects({ ...options, allow, minutes });
    yield* endpointSubjects({
      targets,
      allow,
      reaches,
      minutes,
      probedOf: (target) => share.probedOf(target),
      onProbed: (target, probed) => share.keep(target, probed),
    });
  }
  function* allTargets(): Iterable<EndpointTarget> {
    for (const each of targets()) yield* each.targets;
  }
  const turn = (): Promise<void> => schedule.turn(subjects());
  const give = (until = now()): Promise<void> => share.publish(allTargets(), until);

  const loops = [
    startLoop({
      everyMs: PROBE_EVERY_MS,
      timer,
      // The turn is not waited for: a target that is slow to answer must not delay the others.
      work: () => {
        if (isAsking()) void turn();
        return Promise.resolve();
      },
      onError: reportError('targets were not probed'),
    }),
    startLoop({
      everyMs: PUBLISH_EVERY_MS,
      timer,
      work: () => (isAsking() ? give() : Promise.resolve()),
      onError: reportError('results of probes were not written'),
    }),
    startLoop({
      everyMs: READ_EVERY_MS,
      timer,
      work: () => (isAsking() ? Promise.resolve() : share.read()),
      onError: reportError('results of probes were not read'),
    }),
  ];

  return {
    picture: {
      reaches,
      endpoint: (target) => share.probedOf(target),
      asked: (check) => minutes.last(checkKey(check)),
      minutes: (of) => minutes.of(keyOf(of), now()),
      subscribe: (listener) => share.subscribe(listener),
    },
    hasEndpoints() {
      for (const { targets: those } of targets())
        if (those.some(({ cluster }) => reaches(cluster))) return true;
      return false;
    },
    take: () => share.read(),
    turn,
    give: () => give(),
    async stop() {
      await Promise.all(loops.map((loop) => loop.stop()));
      // The minute that is not over is shared as it is: other processes add what comes after.
      if (isAsking()) await give(now() + MINUTE_MS);
    },
  };
}
