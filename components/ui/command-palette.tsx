'use client';
import { Command } from 'cmdk';
import { Dialog } from 'radix-ui';
import { useState, type ReactNode } from 'react';
import { Icon } from './icon';
import { Kbd } from './kbd';
import { useReturnFocus } from './use-return-focus';

export interface PaletteItem {
  /** Unique among all items. */
  id: string;
  label: string;
  /** What it is or where it is, in grey. */
  note?: ReactNode;
  glyph?: ReactNode;
  health?: string;
  onSelect: () => void;
}

export interface CommandPaletteProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  placeholder: string;
  query: string;
  onQueryChange: (query: string) => void;
  /** Already searched and sorted by the caller: the palette does not filter. */
  groups: readonly { label: string; items: readonly PaletteItem[] }[];
  /** More answers are coming: what is there stays. */
  loading?: boolean;
  /** Shown when no group has an item. */
  none?: ReactNode;
}

/** A dialog to go anywhere by name. Arrows move, Enter opens, Escape closes. */
export function CommandPalette(props: CommandPaletteProps) {
  const { open, onOpenChange, placeholder, query, onQueryChange, groups, loading = false, none } = props;
  const found = groups.filter((group) => group.items.length > 0);
  const returnFocus = useReturnFocus(open);
  const [at, setAt] = useFirst(found[0]?.items[0]?.id ?? '', query);
  return (
    <Dialog.Root open={open} onOpenChange={onOpenChange}>
      <Dialog.Portal>
        <Dialog.Overlay className="veil" />
        <Dialog.Content
          className="dialog palette"
          aria-describedby={undefined}
          onCloseAutoFocus={returnFocus}
        >
          <Dialog.Title className="vh">Search</Dialog.Title>
          <Command shouldFilter={false} label="Search" loop value={at} onValueChange={setAt}>
            <div className="palette__input">
              <Icon name="search" />
              <Command.Input placeholder={placeholder} value={query} onValueChange={onQueryChange} />
              <Dialog.Close className="btn btn--icon phone" aria-label="Close">
                <Icon name="close" />
              </Dialog.Close>
            </div>
            <Command.List className="palette__list" label="Found" aria-busy={loading || undefined}>
              {found.length === 0 ? (
                <div className="palette__none">
                  {loading ? 'Searching…' : (none ?? 'Nothing has this name.')}
                </div>
              ) : null}
              {found.map((group) => (
                <Command.Group key={group.label} heading={group.label}>
                  {group.items.map((item) => (
                    <PaletteRow key={item.id} item={item} onDone={() => onOpenChange(false)} />
                  ))}
                </Command.Group>
              ))}
            </Command.List>
          </Command>
          <p className="palette__foot desk" aria-hidden="true">
            <span>
              <Kbd>↑</Kbd> <Kbd>↓</Kbd> move
            </span>
            <span>
              <Kbd>↵</Kbd> open
            </span>
            <span>
              <Kbd>esc</Kbd> close
            </span>
          </p>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

/** The marked item: the first of each new answer, until the keyboard or the pointer marks another. */
function useFirst(first: string, query: string) {
  const [marked, setMarked] = useState({ first, query, at: first });
  if (marked.first !== first || marked.query !== query) setMarked({ first, query, at: first });
  return [marked.at, (at: string) => setMarked((now) => ({ ...now, at }))] as const;
}

function PaletteRow({ item, onDone }: { item: PaletteItem; onDone: () => void }) {
  return (
    <Command.Item
      className="menu__item"
      value={item.id}
      data-health={item.health}
      onSelect={() => {
        onDone();
        item.onSelect();
      }}
    >
      {item.glyph}
      {item.label}
      {item.note === undefined ? null : <span className="sub">{item.note}</span>}
    </Command.Item>
  );
}
