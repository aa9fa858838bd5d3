import type { RegistryAvailability } from '@/lib/model';

type Available = RegistryAvailability['items'][number];

const SLICE = 2;
const WHOLE_Y = 3;
const NONE_Y = 17;
const HEIGHT = 18;

/** The availability of a service in the last day as a small chart: a line at the top while all wanted endpoints are ready. */
export function Sparkline({ available }: { available: Available | undefined }) {
  if (available === undefined || !/\d/.test(available.slices)) return <span className="muted">–</span>;
  const { slices } = available;
  const words = availableWords(available);
  return (
    <svg className="spark" viewBox={`0 0 ${slices.length * SLICE} ${HEIGHT}`} role="img" aria-label={words}>
      <title>{words}</title>
      <path className="unknown" d={unknownPath(slices)} />
      <path className="lack" d={lackPath(slices)} />
      <path d={linePath(slices)} />
    </svg>
  );
}

function yOf(character: string): number {
  return NONE_Y - (Number(character) / 9) * (NONE_Y - WHOLE_Y);
}

/** Where nothing is known there is only a faint line: a registry that is an hour old did not fail for a day. */
function unknownPath(slices: string): string {
  return Array.from(slices)
    .map((character, index) => (character === '.' ? `M${index * SLICE} ${WHOLE_Y}h${SLICE}` : ''))
    .join('');
}

function linePath(slices: string): string {
  return Array.from(slices)
    .map((character, index) => {
      if (character === '.') return '';
      const isFirst = index === 0 || slices[index - 1] === '.';
      const y = yOf(character).toFixed(1);
      return `${isFirst ? `M${index * SLICE} ${y}` : `V${y}`}H${(index + 1) * SLICE}`;
    })
    .join('');
}

function lackPath(slices: string): string {
  return Array.from(slices)
    .map((character, index) =>
      character === '.' || character === '9'
        ? ''
        : `M${index * SLICE} ${WHOLE_Y}h${SLICE}V${yOf(character).toFixed(1)}h-${SLICE}z`,
    )
    .join('');
}

/** The chart in a sentence: for how long endpoints were missing, and the lowest number. */
export function availableWords({ slices, fewest }: Available): string {
  const known = Array.from(slices).filter((character) => character !== '.').length;
  const span = hours(known);
  if (fewest === null) return `All ready in the last ${span}.`;
  const lacking = Array.from(slices).filter((character) => character !== '.' && character !== '9').length;
  const few = `${fewest.ready} of ${fewest.desired} ready at the lowest`;
  return lacking === known
    ? `${few}, all of the last ${span}.`
    : `${few}; fewer than wanted within ${hours(lacking)} of the last ${span}.`;
}

/** Half an hour for each slice. */
function hours(slices: number): string {
  return slices === 1 ? '30 min' : `${slices / 2} h`;
}
