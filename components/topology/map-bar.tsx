'use client';
import { useRouter } from 'next/navigation';
import { EVIDENCE_SOURCES } from '@/lib/model';
import type { UrlState } from '../list/use-url-state';
import { titleOf } from '../list/title-of';
import { Button } from '../ui/button';
import { Icon } from '../ui/icon';
import { Menu, MenuChoice, MenuItem, MenuLabel, MenuSeparator } from '../ui/menu';
import { Popover } from '../ui/popover';
import { Segmented } from '../ui/segmented';
import { Select } from '../ui/select';
import { DEPTHS, type Depth } from './focus';
import { GROUP_WORDS, GROUPINGS, type Level } from './grouping';
import type { ExportKind } from './use-export';
import type { MapQuery } from './map-query';
import { FindField } from './find-field';
import { MAP_EDGE_KINDS } from './select-edges';

export interface MapBarProps {
  query: MapQuery;
  url: UrlState;
  /** The drawn level: more collapsed than chosen when there are too many boxes. */
  level: Level;
  /** The node for the focus menu: the present focus, else the selected node. */
  focusable: { id: string; name: string } | null;
  onFind: (text: string) => void;
  onEnter: () => void;
  /** Null while there is nothing to export. */
  onExport: ((kind: ExportKind) => void) | null;
}

/** The bar above the map: the level, which edges, the focus, the search, and the rest in a menu. */
export function MapBar(props: MapBarProps) {
  const { query, url, level, onFind, onEnter } = props;
  return (
    <div className="map__bar">
      <h1 id="map-head">Topology</h1>
      <Segmented<Level>
        label="Layer"
        value={level}
        onChange={(value) => {
          url.set('level', value === 'service' ? '' : value);
          url.clear('open');
        }}
        options={levelOptions(query)}
      />
      <EdgeFilter query={query} url={url} />
      <FocusChoice {...props} />
      <FindField value={query.find} onChange={onFind} onEnter={onEnter} />
      <MoreMenu {...props} />
    </div>
  );
}

function levelOptions({ grouping }: MapQuery): { value: Level; label: string }[] {
  const options: { value: Level; label: string }[] = [
    { value: 'group', label: GROUP_WORDS[grouping].many },
    { value: 'service', label: 'Services' },
  ];
  return grouping === 'system' ? [{ value: 'domain', label: 'Domains' }, ...options] : options;
}

function EdgeFilter({ query, url }: Pick<MapBarProps, 'query' | 'url'>) {
  const words = [
    query.kinds.length === 0 ? MAP_EDGE_KINDS.join(', ') : query.kinds.join(', '),
    ...(query.evidence.length === 0 ? [] : [query.evidence.join(', ')]),
  ].join('; ');
  const groups = [
    { key: 'edges', label: 'Kind', all: MAP_EDGE_KINDS, chosen: query.kinds },
    { key: 'evidence', label: 'Evidence', all: EVIDENCE_SOURCES, chosen: query.evidence },
  ];
  return (
    <Popover
      label="Which edges"
      className="menu menu--edges"
      trigger={
        <Button>
          Edges: {words}
          <Icon name="down" />
        </Button>
      }
    >
      <form className="facets facets--sheet" aria-label="Which edges">
        {groups.map(({ key, label, all, chosen }) => (
          <fieldset key={key}>
            <legend>{label}</legend>
            {all.map((one) => (
              <label key={one}>
                <input
                  type="checkbox"
                  checked={(chosen as readonly string[]).includes(one)}
                  onChange={() => url.toggle(key, one)}
                />
                {titleOf(one)}
              </label>
            ))}
          </fieldset>
        ))}
      </form>
    </Popover>
  );
}

const HOPS: Record<Depth, string> = { '1': '1 hop', '2': '2 hops', '3': '3 hops', all: 'all hops' };

function FocusChoice({ query, url, focusable }: MapBarProps) {
  if (focusable === null) return null;
  const focused = query.focus !== null;
  const display = focused ? `Focus: ${focusable.name}, ${HOPS[query.depth]}` : 'Focus: none';
  return (
    <Select<Depth | 'none'>
      label={display}
      className="btn map__focus"
      value={focused ? query.depth : 'none'}
      onChange={(value) => {
        url.set('focus', value === 'none' ? '' : focusable.id);
        url.set('depth', value === 'none' || value === '2' ? '' : value);
      }}
      options={[
        ...DEPTHS.map((value) => ({ value, label: `${focusable.name}, ${HOPS[value]}` })),
        { value: 'none' as const, label: 'The whole map' },
      ]}
      display={<bdi>{display}</bdi>}
    />
  );
}

function MoreMenu({ query, url, onExport }: MapBarProps) {
  const router = useRouter();
  return (
    <Menu
      trigger={
        <Button kind="icon" icon="more" aria-label="More of the map" className="btn btn--icon map__more" />
      }
    >
      <MenuChoice
        label="Group by"
        value={query.grouping}
        onChange={(value) => {
          url.set('group', value === 'system' ? '' : value);
          url.clear('open');
        }}
        options={GROUPINGS.map((value) => ({ value, label: GROUP_WORDS[value].one }))}
      />
      <MenuSeparator />
      <MenuItem icon="list" onSelect={() => url.set('view', query.view === 'list' ? '' : 'list')}>
        {query.view === 'list' ? 'Show the map' : 'Show as a list'}
      </MenuItem>
      <MenuItem icon="swap" onSelect={() => router.push('/topology/differences')}>
        Compare environments
      </MenuItem>
      <MenuSeparator />
      <MenuLabel>Export</MenuLabel>
      {(['SVG', 'PNG', 'Mermaid'] as const).map((kind) => (
        <MenuItem key={kind} disabled={onExport === null} onSelect={() => onExport?.(kind)}>
          {kind}
        </MenuItem>
      ))}
    </Menu>
  );
}
