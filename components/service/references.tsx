import Link from 'next/link';
import type { ServiceDetail } from '@/lib/model';
import { groupBy } from '../list/group-by';
import { counted } from '../list/counted';
import { SectionHead } from '../ui/page-head';
import { entityOf } from './entity';

export interface ReferencesProps {
  service: ServiceDetail;
  /** The name of each placement. */
  labels: ReadonlyMap<string, string>;
}

/** The addresses of a service, and its declared dependencies. */
export function References({ service, labels }: ReferencesProps) {
  return (
    <>
      <Ingresses ingresses={service.ingresses} labels={labels} />
      <Dependencies dependencies={service.dependencies} />
    </>
  );
}

function Ingresses({
  ingresses,
  labels,
}: {
  ingresses: ServiceDetail['ingresses'];
  labels: ReferencesProps['labels'];
}) {
  if (ingresses.length === 0) return null;
  const addresses = groupBy(ingresses, ({ host, path }) => host + path);
  return (
    <section aria-labelledby="ingress-head">
      <SectionHead
        id="ingress-head"
        title="Reached by"
        count={counted(addresses.size, 'address', 'addresses')}
      />
      <ul className="panel refs">
        {[...addresses].map(([address, held]) => (
          <li key={address}>
            <span className="mono address">{address}</span>
            <span className="sub">
              {[
                ...new Set(
                  held.map((one) => `Ingress ${one.name}, ${labels.get(one.placement) ?? one.placement}`),
                ),
              ].join('; ')}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Dependencies({ dependencies }: { dependencies: ServiceDetail['dependencies'] }) {
  if (dependencies.length === 0) return null;
  return (
    <section aria-labelledby="dependencies-head">
      <SectionHead id="dependencies-head" title="Depends on" count={`${dependencies.length}, declared`} />
      <ul className="panel refs refs--line">
        {dependencies.map(({ ref, service }) => {
          const { kind, name } = entityOf(ref);
          return (
            <li key={ref} title={ref}>
              {service === null ? (
                <span>{name}</span>
              ) : (
                <Link className="name" href={`/catalog/${encodeURIComponent(service)}`}>
                  {name}
                </Link>
              )}
              <span className="sub">{service === null ? `${kind}, not seen in a cluster` : kind}</span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
