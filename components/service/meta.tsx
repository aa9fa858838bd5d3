import Link from 'next/link';
import type { ServiceDetail } from '@/lib/model';
import { titleOf } from '../list/words';
import { SectionHead } from '../ui/page-head';

/** Who owns it, what it belongs to, and where to read more. */
export function Meta({ service }: { service: ServiceDetail }) {
  return (
    <>
      <dl className="meta">
        <Fact name="Owner">
          {service.owner === null ? (
            <>none. Set it in the catalog or by the label pilothouse.dev/owner</>
          ) : (
            <Link href={`/catalog?owner=${encodeURIComponent(service.owner)}`}>{titleOf(service.owner)}</Link>
          )}
        </Fact>
        {service.system === null ? null : (
          <Fact name="System">
            <Link href={`/catalog?system=${encodeURIComponent(service.system)}`}>
              {titleOf(service.system)}
            </Link>
          </Fact>
        )}
        {service.type === null ? null : <Fact name="Type">{service.type}</Fact>}
        {service.lifecycle === null ? null : <Fact name="Lifecycle">{service.lifecycle}</Fact>}
        {service.links.length === 0 ? null : (
          <Fact name="Links">
            {service.links.map((link, index) => (
              <span key={link.url}>
                {index > 0 ? ', ' : ''}
                <a href={link.url} rel="noreferrer">
                  {link.title}
                </a>
              </span>
            ))}
          </Fact>
        )}
      </dl>
      {service.description === null ? null : <p className="soft description">{service.description}</p>}
    </>
  );
}

function Fact({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** What it declares to depend on, and the addresses that lead to it. */
export function References({ service }: { service: ServiceDetail }) {
  return (
    <>
      {service.ingresses.length === 0 ? null : (
        <section aria-labelledby="ingress-head">
          <SectionHead id="ingress-head" title="Reached by" count={String(service.ingresses.length)} />
          <ul className="panel log">
            {service.ingresses.map((ingress) => (
              <li
                key={`${ingress.placement} ${ingress.name} ${ingress.host}${ingress.path}`}
                className="wide"
              >
                <div>
                  <span className="mono">
                    {ingress.host}
                    {ingress.path}
                  </span>
                  <span className="sub">Ingress {ingress.name}</span>
                </div>
              </li>
            ))}
          </ul>
        </section>
      )}
      {service.dependencies.length === 0 ? null : (
        <section aria-labelledby="dependencies-head">
          <SectionHead
            id="dependencies-head"
            title="Depends on"
            count={`${service.dependencies.length}, declared`}
          />
          <ul className="panel log">
            {service.dependencies.map((dependency) => (
              <li key={dependency.ref} className="wide">
                {dependency.service === null ? (
                  <span className="mono">{dependency.ref}</span>
                ) : (
                  <Link className="name" href={`/catalog/${encodeURIComponent(dependency.service)}`}>
                    {dependency.ref.replace(/^.*\//, '')}
                  </Link>
                )}
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}
