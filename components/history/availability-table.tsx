import { AVAILABILITY_WINDOWS, type Availability, type PlacementHistory } from '@/lib/model';
import { counted } from '../list/counted';
import { Head, Table } from '../ui/table';
import { knownWords, shareWords } from './availability-words';

const HEADS: Record<(typeof AVAILABILITY_WINDOWS)[number], string> = {
  '24h': 'Last 24 h',
  '7d': 'Last 7 d',
  '30d': 'Last 30 d',
};

export interface AvailabilityTableProps {
  placements: readonly PlacementHistory[];
  /** The name of each placement, in the order of the environments. */
  labels: ReadonlyMap<string, string>;
}

/** For how much of the time each placement was available, how much of that time is known, and whether it flaps. */
export function AvailabilityTable({ placements, labels }: AvailabilityTableProps) {
  const order = [...labels.keys()];
  const rows = [...placements].sort((a, b) => order.indexOf(a.placement) - order.indexOf(b.placement));
  return (
    <div className="panel">
      <Table caption="Availability" className="cards availability">
        <thead>
          <tr>
            <Head>Environment</Head>
            {AVAILABILITY_WINDOWS.map((window) => (
              <Head key={window} num>
                {HEADS[window]}
              </Head>
            ))}
            <Head>In the last hour</Head>
          </tr>
        </thead>
        <tbody>
          {rows.map((placement) => (
            <tr key={placement.placement}>
              <td data-col="name">{labels.get(placement.placement) ?? placement.placement}</td>
              {AVAILABILITY_WINDOWS.map((window) => (
                <td key={window} className="num" data-label={HEADS[window]}>
                  <Share of={placement.availability.find((one) => one.window === window)} />
                </td>
              ))}
              <td data-col="falls" className={placement.flapping ? undefined : 'muted'}>
                {fallWords(placement)}
              </td>
            </tr>
          ))}
        </tbody>
      </Table>
    </div>
  );
}

function Share({ of: availability }: { of: Availability | undefined }) {
  const share = availability === undefined ? null : shareWords(availability.ratio);
  if (availability === undefined || share === null) return <span className="muted">not known</span>;
  const known = knownWords(availability);
  return (
    <>
      {share}
      {known === '' ? null : <span className="sub">{known}</span>}
    </>
  );
}

function fallWords({ fallsLastHour, flapping, transitions }: PlacementHistory): string {
  const [last] = transitions;
  const isDown = last?.to === 'Degraded' || last?.to === 'Missing';
  if (fallsLastHour === 0 && isDown) return `It is ${last.to}, without a new failure in this hour.`;
  if (fallsLastHour === 0) return 'No failure.';
  const falls = `It failed ${counted(fallsLastHour, 'time')}`;
  return flapping ? `${falls}: it flaps.` : `${falls}.`;
}
