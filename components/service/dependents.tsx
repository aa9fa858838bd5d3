import Link from 'next/link';
import { useDependents } from '@/lib/client';
import type { PlacementSummary, ServiceDetail } from '@/lib/model';
import { HealthGlyph, healthKey } from '../health';
import { titleOf } from '../list/title-of';
import { Traffic } from '../topology/traffic';
import { SectionHead } from '../ui/page-head';
import { blastOf } from './blast';

const SHOWN = 8;

export interface DependentsProps {
  service: Pick<ServiceDetail, 'id' | 'name'>;
  placement: PlacementSummary;
}

/** Who calls a placement, directly and through others, and so is affected when it fails. Nothing until it is known. */
export function Dependents({ service, placement }: DependentsProps) {
  const { data } = useDependents(service.id);
  if (data === undefined) return null;
  const { direct, indirect, owners, tiers } = blastOf(data, placement);
  const map = `/topology?node=${encodeURIComponent(placement.id)}&focus=${encodeURIComponent(placement.id)}`;
  return (
    <section aria-labelledby="dependents-head">
      <SectionHead
        id="dependents-head"
        title="Called by"
        count={direct.length === 0 ? undefined : String(direct.length)}
        aside={<Link href={map}>On the map</Link>}
      />
      {direct.length === 0 ? (
        <p className="soft">No callers are known.</p>
      ) : (
        <ul className="panel refs refs--line">
          {direct.slice(0, SHOWN).map(({ node, traffic }) => (
            <li key={node.id}>
              <span>
                <span className="health" data-health={healthKey(node.health.status)}>
                  <HealthGlyph health={node.health.status} />
                </span>{' '}
                {node.service === null ? (
                  node.name
                ) : (
                  <Link className="name" href={`/catalog/${encodeURIComponent(node.service)}`}>
                    {node.name}
                  </Link>
                )}
              </span>
              <span className="sub">
                {node.what}
                {traffic === null ? null : (
                  <>
                    {', '}
                    <Traffic traffic={traffic} />
                  </>
                )}
              </span>
            </li>
          ))}
        </ul>
      )}
      {indirect + direct.length > Math.min(direct.length, SHOWN) ? (
        <p className="table-foot">{moreWords(Math.max(0, direct.length - SHOWN), indirect)}</p>
      ) : null}
      {owners.length > 1 || tiers.length > 0 ? (
        <p className="table-foot">{spreadWords(owners, tiers)}</p>
      ) : null}
    </section>
  );
}

type Groups = readonly { readonly name: string; readonly count: number }[];

/** `4 of Storefront, 1 of Platform. 4 of tier 1, 1 of tier 3.` */
function spreadWords(owners: Groups, tiers: Groups): string {
  const sentences = [
    ...(owners.length > 1 ? [groupWords(owners, titleOf)] : []),
    ...(tiers.length > 0 ? [groupWords(tiers, (name) => `tier ${name}`)] : []),
  ];
  return sentences.map((words) => `${words}.`).join(' ');
}

/** The most frequent ones. */
function groupWords(groups: Groups, word: (name: string) => string): string {
  const shown = groups.slice(0, 4).map(({ name, count }) => `${count} of ${word(name)}`);
  const more = groups.length - shown.length;
  return `${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

function moreWords(unshown: number, indirect: number): string {
  const through = `${indirect} ${indirect === 1 ? 'calls' : 'call'} it indirectly`;
  if (unshown === 0) return `${through}.`;
  return `${unshown} more${indirect === 0 ? '' : `, and ${through}`}.`;
}
