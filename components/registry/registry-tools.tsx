'use client';
import type { UrlState } from '../list/use-url-state';
import { SearchField } from '../ui/search-field';
import { FilterSelects, type FilterSelectsProps } from './filter-selects';

export interface RegistryToolsProps extends FilterSelectsProps {
  url: Pick<UrlState, 'set'>;
  /** "Search the registry". */
  label: string;
  placeholder: string;
}

/** Filters and search above a list of the registry, both kept in the address. */
export function RegistryTools({ options, query, url, label, placeholder }: RegistryToolsProps) {
  return (
    <div className="registry-tools">
      <FilterSelects options={options} query={query} url={url} />
      <SearchField
        label={label}
        placeholder={placeholder}
        value={query.q}
        onChange={(q) => url.set('q', q)}
      />
    </div>
  );
}
