import { CHANGE_ACTIONS, CHANGE_STATES, type ChangeSummary } from '@/lib/model';
import { titleOf } from '../list/title-of';
import type { FacetGroup } from '../ui/facets';
import { CHANGE_STATE } from './change-state';
import { formOf, isAction } from './kinds';
import { countChanges, MINE, type ChangeFacet, type ChangesFilter } from './select-changes';

const LABELS: readonly (readonly [ChangeFacet, string])[] = [
  ['asked', 'Requested by'],
  ['state', 'State'],
  ['environment', 'Environment'],
  ['action', 'Action'],
];

export interface FacetsInput {
  readonly changes: readonly ChangeSummary[];
  readonly query: ChangesFilter;
  readonly me: string;
  readonly environments: readonly { readonly name: string; readonly title: string }[];
}

/** The filters of the list with their counts. A chosen value stays even when no Change has it; a filter without values is left out. */
export function facetsOf(input: FacetsInput): FacetGroup[] {
  const { changes, query, me, environments } = input;
  const titles = new Map(environments.map(({ name, title }) => [name, title]));
  const order: Record<ChangeFacet, readonly string[]> = {
    asked: [MINE, 'others'],
    state: CHANGE_STATES,
    environment: environments.map(({ name }) => name),
    action: CHANGE_ACTIONS,
  };
  const label: Record<ChangeFacet, (value: string) => string> = {
    asked: (value) => (value === MINE ? 'Me' : 'Others'),
    state: (value) =>
      CHANGE_STATES.filter((one) => one === value).map((one) => CHANGE_STATE[one].word)[0] ?? value,
    environment: (value) => titles.get(value) ?? titleOf(value),
    action: (value) => (isAction(value) ? formOf(value).verb : value),
  };
  const groups = LABELS.map(([key, title]) => {
    const counts = countChanges(changes, query, { facet: key, me });
    for (const value of query[key]) if (!counts.has(value)) counts.set(value, 0);
    const place = (value: string): number => {
      const index = order[key].indexOf(value);
      return index === -1 ? order[key].length : index;
    };
    const values = [...counts.keys()].sort((a, b) => place(a) - place(b) || a.localeCompare(b));
    const options = values.map((value) => ({
      value,
      label: label[key](value),
      count: counts.get(value) ?? 0,
    }));
    return { key, label: title, options };
  });
  return groups.filter(({ options }) => options.length > 0);
}
