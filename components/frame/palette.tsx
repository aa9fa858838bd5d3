'use client';
import { useQuery } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useDeferredValue, useState } from 'react';
import { api, queryKeys } from '@/lib/client';
import type { SearchHit } from '@/lib/model';
import { NAV_ENTRIES } from '../shell/nav-entries';
import { CommandPalette, type PaletteItem } from '../ui/command-palette';
import { Icon, type IconName } from '../ui/icon';
import { actionOffers, typedAction } from './palette-actions';

const KINDS: readonly {
  readonly kind: SearchHit['kind'];
  readonly label: string;
  readonly icon: IconName;
}[] = [
  { kind: 'service', label: 'Services', icon: 'list' },
  { kind: 'change', label: 'Changes', icon: 'merge' },
  { kind: 'pod', label: 'Pods', icon: 'servers' },
];

export interface PaletteProps {
  /** Whether the viewer may request Changes. */
  mayRequest: boolean;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

/** Finds a service, pod, Change or page by name, or an action for a service. */
export function Palette({ mayRequest, open, onOpenChange }: PaletteProps) {
  const router = useRouter();
  const [typed, setTyped] = useState('');
  const search = typedAction(useDeferredValue(typed));
  const { text } = search;
  const { data, isFetching } = useQuery({
    queryKey: queryKeys.search(text),
    queryFn: ({ signal }) =>
      api.get('/api/v1/search', { schema: (schemas) => schemas.search, query: { q: text }, signal }),
    enabled: open && text !== '',
    placeholderData: (before) => before,
    staleTime: 2000,
  });
  const hits = text === '' ? [] : (data?.items ?? []);
  const go = (href: string) => () => {
    setTyped('');
    router.push(href);
  };
  const actions: PaletteItem[] = mayRequest
    ? actionOffers(search, hits).map(({ id, label, note, icon, href }) => ({
        id: `action:${id}`,
        label,
        note,
        glyph: <Icon name={icon} />,
        onSelect: go(href),
      }))
    : [];
  const ofActions = { label: 'Actions', items: actions };
  const pages: PaletteItem[] = NAV_ENTRIES.filter(
    ({ label }) => search.action === null && label.toLowerCase().includes(text.toLowerCase()),
  ).map(({ href, label, icon }) => ({
    id: `page:${href}`,
    label,
    glyph: <Icon name={icon} />,
    onSelect: go(href),
  }));

  return (
    <CommandPalette
      open={open}
      onOpenChange={onOpenChange}
      placeholder="Search services, pods, changes"
      query={typed}
      onQueryChange={setTyped}
      loading={isFetching}
      none={`Nothing is called “${typed}”.`}
      groups={[
        ...(search.action === null ? [] : [ofActions]),
        ...KINDS.map(({ kind, label, icon }) => ({
          label,
          items: hits
            .filter((hit) => hit.kind === kind)
            .map((hit) => ({
              id: `${hit.kind}:${hit.id}`,
              label: hit.title,
              note: hit.detail,
              glyph: <Icon name={icon} />,
              onSelect: go(hit.href),
            })),
        })),
        ...(search.action === null ? [ofActions] : []),
        { label: 'Pages', items: pages },
      ]}
    />
  );
}
