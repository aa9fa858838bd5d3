'use client';
import { useState, type ReactNode } from 'react';
import { Button } from './button';
import { Dialog } from './dialog';

export interface FacetOption {
  value: string;
  label: string;
  /** The number of rows with this value, the other facets applied. */
  count: number;
  /** A glyph before the label. */
  glyph?: ReactNode;
  /** Colours of the glyph. */
  health?: string;
}

export interface FacetGroup {
  /** The name of the facet in the URL. */
  key: string;
  label: string;
  options: readonly FacetOption[];
}

export interface FacetsProps {
  groups: readonly FacetGroup[];
  /** The chosen values of each group. */
  chosen: Readonly<Record<string, readonly string[]>>;
  onToggle: (key: string, value: string) => void;
}

/** Filters with counts beside a list. On narrow screens use FacetsButton, which holds the same filters. */
export function Facets(props: FacetsProps) {
  return (
    <form className="facets" aria-label="Filter">
      <Groups {...props} />
    </form>
  );
}

/** The same filters in a sheet, behind a button with the number of those that are set. Shown where Facets are not. */
export function FacetsButton({ onClear, ...props }: FacetsProps & { onClear: () => void }) {
  const [open, setOpen] = useState(false);
  const set = Object.values(props.chosen).reduce((sum, values) => sum + values.length, 0);
  return (
    <>
      <Button className="phone filter" icon="filter" onClick={() => setOpen(true)}>
        {set === 0 ? 'Filter' : `Filter (${set})`}
      </Button>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title="Filter"
        footer={
          <>
            <Button onClick={onClear}>Clear all</Button>
            <Button kind="main" onClick={() => setOpen(false)}>
              Show the list
            </Button>
          </>
        }
      >
        <form className="facets facets--sheet" aria-label="Filter">
          <Groups {...props} />
        </form>
      </Dialog>
    </>
  );
}

function Groups({ groups, chosen, onToggle }: FacetsProps) {
  const filled = groups.filter((group) => group.options.length > 0);
  return filled.map((group) => (
    <fieldset key={group.key}>
      <legend>{group.label}</legend>
      {group.options.map((option) => (
        <label key={option.value} data-health={option.health}>
          <input
            type="checkbox"
            checked={chosen[group.key]?.includes(option.value) ?? false}
            onChange={() => onToggle(group.key, option.value)}
          />
          {option.glyph}
          {option.label}
          <span className="n">{option.count}</span>
        </label>
      ))}
    </fieldset>
  ));
}
