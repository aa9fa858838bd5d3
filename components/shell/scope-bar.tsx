'use client';
import { usePathname, useRouter, useSearchParams } from 'next/navigation';
import { Combobox } from '../ui/combobox';
import { Select, type SelectOption } from '../ui/select';
import { setScope, type ScopeParam } from './scope-params';
import type { ShellData } from './shell-data';

const ALL = '*';
const FEW = 10;

/** The environment and cluster that the pages show. They are in the URL, so that a link shows the same. */
export function ScopeBar({ data }: { data: Pick<ShellData, 'environments' | 'clusters'> }) {
  const clusters = data.clusters.length === 1 ? '1 cluster' : `${data.clusters.length} clusters`;
  return (
    <div className="scope" role="group" aria-label="Scope">
      <ScopeSelect
        param="environment"
        label="Environment"
        all="All environments"
        options={data.environments.map(({ name, title }) => ({ value: name, label: title }))}
      />
      <ScopeSelect
        param="cluster"
        label="Cluster"
        all={clusters}
        className="desk"
        options={data.clusters.map(({ name }) => ({ value: name, label: name }))}
      />
    </div>
  );
}

interface ScopeSelectProps {
  param: ScopeParam;
  label: string;
  /** Shown while nothing is chosen. */
  all: string;
  options: readonly SelectOption[];
  className?: string;
}

/** The environment or the cluster: a list of a few, a search among many. */
export function ScopeSelect({ param, label, all, options, className }: ScopeSelectProps) {
  const router = useRouter();
  const pathname = usePathname();
  const params = useSearchParams();
  const chosen = params.get(param) ?? '';
  const value = chosen === '' ? ALL : chosen;
  const shown = value === ALL ? all : (options.find((option) => option.value === value)?.label ?? value);
  const Control = options.length > FEW ? Combobox : Select;
  return (
    <Control
      label={`${label}: ${shown}`}
      value={value}
      display={shown}
      className={className ?? ''}
      options={[{ value: ALL, label: `All ${label.toLowerCase()}s` }, ...options]}
      onChange={(next) => {
        const query = setScope(params, param, next === ALL ? null : next);
        router.replace(query === '' ? pathname : `${pathname}?${query}`, { scroll: false });
      }}
    />
  );
}
