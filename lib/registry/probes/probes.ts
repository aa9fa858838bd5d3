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
import { createRota, type Subject } from './rota';
import { createProbeShare } from './share';
import type { Resolve } from './target';

const PROBE_EVERY_MS = 250;
/** So often verdicts go out; minutes when they are over. */
const GIVE_EVERY_MS = 1000;
/** What a lost notification would have told is learnt this late. */
const TAKE_EVERY_MS = 15_000;

export interface ProbesOptions {
  readonly db: Pick<Db, 'client' | 'transaction'>;
  /** Names this process among the replicas. */
  readonly owner: string;
  /** Ranges of addresses that may be asked, and clusters whose pods can be reached; without any nobody is asked. */
  readonly settings: { readonly allow: readonly string[]; readonly clusters: readonly string[] };
  /** Instances that report themselves and have a check which Pilothouse asks itself. */
  readonly probed: () => Iterable<KeptInstance>;
  /** Endpoints of Kubernetes Services whose owners want them asked. */
  readonly targets: () => Iterable<EndpointTargets>;
  readonly report: (key: InstanceKey, said: Report) => Promise<void> | undefined;
  readonly resolve: Resolve;
  /** Whether this is the one process that asks. */
  readonly isAsking: () => boolean;
  readonly now: () => number;
  readonly timer: RegistryTimer;
  readonly onError: (error: unknown, what: string) => void;
  readonly ask?: typeof ask;
  readonly random?: () => number;
}

/** Asks instances how they are, in the one process that sweeps; every process knows what was heard. */
export interface Probes {
  readonly picture: ProbePicture;
  /** Whether there is an endpoint to ask. */
  hasEndpoints(): boolean;
  /** Reads what was heard before this process began, or gave word of. */
  take(): Promise<void>;
  /** Begins what is due. Resolves when all that it began has ended. */
  turn(): Promise<void>;
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
  const told =
    (what: string) =>
    (error: unknown): void =>
      onError(error, what);
  const rota = createRota({ now, random, ask: options.ask, onError: told('an instance was not asked') });

  function* subjects(): Iterable<Subject> {
    yield* checkSubjects({ ...options, allow, minutes });
    yield* endpointSubjects({
      targets,
      allow,
      reaches,
      minutes,
      heard: (target) => share.heard(target),
      tell: (target, probed) => share.tell(target, probed),
    });
  }
  function* allTargets(): Iterable<EndpointTarget> {
    for (const each of targets()) yield* each.targets;
  }
  const turn = (): Promise<void> => rota.turn(subjects());
  const give = (until = now()): Promise<void> => share.give(allTargets(), until);

  const loops = [
    startLoop({
      everyMs: PROBE_EVERY_MS,
      timer,
      // What is slow to answer holds up no other: a turn only begins.
      work: () => {
        if (isAsking()) void turn();
        return Promise.resolve();
      },
      onError: told('instances were not asked'),
    }),
    startLoop({
      everyMs: GIVE_EVERY_MS,
      timer,
      work: () => (isAsking() ? give() : Promise.resolve()),
      onError: told('what was heard was not kept'),
    }),
    startLoop({
      everyMs: TAKE_EVERY_MS,
      timer,
      work: () => (isAsking() ? Promise.resolve() : share.take()),
      onError: told('what was heard was not read'),
    }),
  ];

  return {
    picture: {
      reaches,
      endpoint: (target) => share.heard(target),
      asked: (check) => minutes.last(checkKey(check)),
      minutes: (of) => minutes.of(keyOf(of), now()),
      subscribe: (listener) => share.subscribe(listener),
    },
    hasEndpoints() {
      for (const { targets: those } of targets())
        if (those.some(({ cluster }) => reaches(cluster))) return true;
      return false;
    },
    take: () => share.take(),
    turn,
    give: () => give(),
    async stop() {
      await Promise.all(loops.map((loop) => loop.stop()));
      // The minute that is not over is told as it is: whoever reads it adds what comes after.
      if (isAsking()) await give(now() + MINUTE_MS);
    },
  };
}
