import type { EndpointDto } from '@/lib/model';
import { groupBy } from '../list/group-by';
import { SectionHead } from '../ui/page-head';
import { Head, Table } from '../ui/table';
import { countEndpoints } from './pods';

export interface EndpointsSummaryProps {
  /** The endpoints of one placement. */
  endpoints: readonly EndpointDto[];
  stale: boolean;
}

/** For each Kubernetes Service: how many addresses are ready, serving and terminating (the conditions of an EndpointSlice). */
export function EndpointsSummary({ endpoints, stale }: EndpointsSummaryProps) {
  if (endpoints.length === 0) return null;
  const services = [...groupBy(endpoints, ({ service }) => service)];
  return (
    <section aria-labelledby="endpoints-head">
      <SectionHead id="endpoints-head" title="Endpoints" count={stale ? 'when last seen' : undefined} />
      <div className="panel">
        <Table caption="Endpoints by Kubernetes Service" className="endpoints">
          <thead>
            <tr>
              <Head>Kubernetes Service</Head>
              <Head num>Addresses</Head>
              <Head num>Ready</Head>
              <Head num>Serving</Head>
              <Head num>Terminating</Head>
            </tr>
          </thead>
          <tbody>
            {services.map(([name, held]) => (
              <tr key={name}>
                <td data-col="name" className="mono">
                  {name}
                </td>
                <Count label="Addresses" of={countEndpoints(held).all} />
                <Count label="Ready" of={countEndpoints(held).ready} />
                <Count label="Serving" of={countEndpoints(held.filter(({ serving }) => serving)).all} />
                <Count label="Terminating" of={countEndpoints(held.filter((one) => one.terminating)).all} />
              </tr>
            ))}
          </tbody>
        </Table>
      </div>
    </section>
  );
}

function Count({ label, of }: { label: string; of: number }) {
  return (
    <td className="num" data-label={label}>
      {of}
    </td>
  );
}
