import Link from 'next/link';
import type { ServiceDetail } from '@/lib/model';
import { counted } from '../list/counted';
import { titleOf } from '../list/title-of';
import { Meta } from '../ui/page-head';

/** The owner, the System, and links to documentation. */
export function ServiceFacts({ service }: { service: ServiceDetail }) {
  const { owner, system, type, lifecycle, links } = service;
  return (
    <Meta
      facts={[
        { label: 'Owner', value: owner === null ? <NoOwner /> : <Filtered by="owner" name={owner} /> },
        ...(system === null ? [] : [{ label: 'System', value: <Filtered by="system" name={system} /> }]),
        ...(type === null ? [] : [{ label: 'Type', value: type }]),
        ...(lifecycle === null ? [] : [{ label: 'Lifecycle', value: lifecycle }]),
        { label: 'Registry', value: <InRegistry service={service} /> },
        ...(links.length === 0 ? [] : [{ label: 'Links', value: <Links links={links} /> }]),
      ]}
    />
  );
}

function InRegistry({ service: { id, endpoints } }: { service: ServiceDetail }) {
  const addresses = new Set(endpoints.map(({ placement, address }) => `${placement} ${address}`)).size;
  return (
    <Link href={`/registry/${encodeURIComponent(id)}`} prefetch={false}>
      {addresses === 0 ? 'no address' : counted(addresses, 'address', 'addresses')}
    </Link>
  );
}

function NoOwner() {
  return (
    <span className="soft">
      none; set it in the catalog or by the label <code>pilothouse.dev/owner</code>
    </span>
  );
}

function Filtered({ by, name }: { by: 'owner' | 'system'; name: string }) {
  return <Link href={`/catalog?${by}=${encodeURIComponent(name)}`}>{titleOf(name)}</Link>;
}

function Links({ links }: { links: ServiceDetail['links'] }) {
  return links.map((link, index) => (
    <span key={link.url}>
      {index > 0 ? ', ' : ''}
      <a href={link.url} rel="noreferrer">
        {link.title}
      </a>
    </span>
  ));
}
