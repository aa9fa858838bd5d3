import { listAllReadiness } from '@/lib/db/readiness';
import type { RegistryAvailability } from '@/lib/model';
import type { ReadContext } from '../context';
import { stepsTogether } from './steps';

const SLICE_MINUTES = 30;
const SLICES = 48;

type Item = RegistryAvailability['items'][number];
type Step = ReturnType<typeof stepsTogether>[number];

/** However many look, a process asks its database this seldom. */
const KEPT_MS = 30_000;
const lately = new WeakMap<
  ReadContext['db'],
  { readonly at: number; readonly answer: Promise<RegistryAvailability> }
>();

/** As `availabilityNow`, at most 30 s old: half an hour is the finest that it tells. */
export function readRegistryAvailability(
  context: Pick<ReadContext, 'db' | 'index' | 'now'>,
): Promise<RegistryAvailability> {
  const at = context.now().getTime();
  const held = lately.get(context.db);
  if (held !== undefined && at - held.at < KEPT_MS) return held.answer;
  const answer = availabilityNow(context);
  lately.set(context.db, { at, answer });
  // Whoever asked is told of a failure; the next one asks again.
  answer.catch(() => lately.delete(context.db));
  return answer;
}

/**
 * How many instances of each service of the clusters were available in the last day, from the readiness that is kept of its placements:
 * one question to the database for all of them. What is kept of none, or only reports itself, is not in it.
 */
async function availabilityNow({
  db,
  index,
  now,
}: Pick<ReadContext, 'db' | 'index' | 'now'>): Promise<RegistryAvailability> {
  const to = now();
  const from = new Date(to.getTime() - SLICES * SLICE_MINUTES * 60_000);
  const kept = await listAllReadiness(db, from);
  const items = [...index.allServices()].flatMap(({ id, placements }): Item[] => {
    const points = [...placements].flatMap((placement) => {
      const held = kept.get(placement);
      return held === undefined ? [] : [held];
    });
    const steps = stepsTogether(points, { from, to });
    return steps.length === 0 ? [] : [{ id, ...slicesOf(steps, { from: from.getTime(), to: to.getTime() }) }];
  });
  return {
    from: from.toISOString(),
    to: to.toISOString(),
    sliceMinutes: SLICE_MINUTES,
    items,
    nextCursor: null,
  };
}

/** Steps as one character a slice: the worst moment of each, so that no short outage is smoothed away. */
export function slicesOf(
  steps: readonly Step[],
  { from, to }: { readonly from: number; readonly to: number },
): Pick<Item, 'slices' | 'fewest'> {
  const width = (to - from) / SLICES;
  const worst = new Array<number>(SLICES).fill(Infinity);
  let fewest: Item['fewest'] = null;
  for (const [index, { at, ready, desired }] of steps.entries()) {
    const share = shareOf({ ready, desired });
    if (share < 1 && (fewest === null || share < shareOf(fewest))) fewest = { ready, desired };
    const next = steps[index + 1]?.at;
    const first = Math.floor((Date.parse(at) - from) / width);
    const last = next === undefined ? SLICES - 1 : Math.ceil((Date.parse(next) - from) / width) - 1;
    for (let slice = Math.max(0, first); slice <= Math.min(SLICES - 1, last); slice += 1) {
      worst[slice] = Math.min(worst[slice] ?? Infinity, share);
    }
  }
  return { slices: worst.map(characterOf).join(''), fewest };
}

/** What nobody wants is not lacking. */
function shareOf({ ready, desired }: Pick<Step, 'ready' | 'desired'>): number {
  return desired === 0 ? 1 : Math.min(1, ready / desired);
}

/** Only where all were ready it is `9`, and only where none was it is `0`. */
function characterOf(share: number): string {
  if (share === Infinity) return '.';
  return share === 0 || share === 1 ? String(share * 9) : String(1 + Math.floor(share * 8));
}
