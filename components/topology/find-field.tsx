'use client';
import { SearchField } from '../ui/search-field';

export interface FindFieldProps {
  value: string;
  onChange: (value: string) => void;
  /** Goes to the first match. */
  onEnter: () => void;
}

/** Finds boxes by name: `/` moves the focus here, Enter goes to the first match, Escape clears the field. */
export function FindField({ value, onChange, onEnter }: FindFieldProps) {
  return (
    <form
      className="map__find"
      role="search"
      onSubmit={(event) => {
        event.preventDefault();
        onEnter();
      }}
    >
      <SearchField label="Find a service on the map" placeholder="Find" value={value} onChange={onChange} />
    </form>
  );
}
