import type { RegistryAvailability } from '@/lib/model';
import { placementsSeen } from '@/lib/views/seen';
import type { ReadContext } from '../context';
import { stepsTogether } from './steps';

const SLICE_MINUTES = 30;
const SLICES = 48;

type Item = RegistryAvailability['items'][number];
type Step = ReturnType<typeof stepsTogether>[number];

/**
 * The availability of each service of the clusters in the last day, from the kept readiness of those of its placements that the scope
 * sees; at most 30 s old. Services without kept readiness, such as those that only register themselves, are left out.
 */
export async function readRegistryAvailability(
  context: Pick<ReadContext, 'dayReadiness' | 'index' | 'scope'>,
): Promise<RegistryAvailability> {
  const { from, to, points: kept } = await context.dayReadiness();
  const items = [...context.index.allServices()].flatMap((service): Item[] => {
    const { id } = service;
    const points = placementsSeen(context, service).flatMap((placement) => {
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

/** Steps as one character for each slice: its worst value, so that short outages are visible. */
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

/** Where none is desired, none is missing. */
function shareOf({ ready, desired }: Pick<Step, 'ready' | 'desired'>): number {
  return desired === 0 ? 1 : Math.min(1, ready / desired);
}

/** `9` only where all were ready, and `0` only where none was. */
function characterOf(share: number): string {
  if (share === Infinity) return '.';
  return share === 0 || share === 1 ? String(share * 9) : String(1 + Math.floor(share * 8));
}
