'use client';
import type { UrlState } from '../list/use-url-state';
import { Select } from '../ui/select';
import { SOURCE_LOOK, STATUS_LOOK } from './registry-look';
import {
  isSource,
  isStatus,
  REGISTRY_FILTERS,
  type FilterOption,
  type RegistryFilter,
  type RegistryChoice,
} from './select-registry';

const LABELS: Record<RegistryFilter, string> = {
  source: 'Source',
  status: 'Status',
  zone: 'Zone',
  version: 'Version',
};

export interface FilterSelectsProps {
  options: Readonly<Record<RegistryFilter, readonly FilterOption[]>>;
  query: RegistryChoice;
  url: Pick<UrlState, 'set'>;
}

/** Filters with counts, each as a list; a filter without values is left out. The choice is in the address. */
export function FilterSelects({ options, query, url }: FilterSelectsProps) {
  return (
    <div className="filters" role="group" aria-label="Filter">
      {REGISTRY_FILTERS.map((key) => {
        const values = options[key];
        if (values.length < 2 && query[key] === '') return null;
        const chosen = query[key] === '' ? 'all' : wordOf(key, query[key]);
        return (
          <Select
            key={key}
            label={`${LABELS[key]}: ${chosen}`}
            value={query[key]}
            onChange={(value) => url.set(key, value)}
            display={`${LABELS[key]}: ${chosen}`}
            options={[
              { value: '', label: 'All' },
              ...values.map(({ value, count }) => ({ value, label: wordOf(key, value), note: count })),
            ]}
          />
        );
      })}
    </div>
  );
}

function wordOf(key: RegistryFilter, value: string): string {
  if (key === 'source' && isSource(value)) return SOURCE_LOOK[value].word;
  if (key === 'status' && isStatus(value)) return STATUS_LOOK[value].word;
  return value;
}

/** The filters that the address names. */
export function readRegistryQuery(url: Pick<UrlState, 'get'>): RegistryChoice {
  return {
    q: url.get('q'),
    source: url.get('source'),
    status: url.get('status'),
    zone: url.get('zone'),
    version: url.get('version'),
  };
}
