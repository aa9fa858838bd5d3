import type { ChangeSummary } from '@/lib/model';
import { counted } from '../list/counted';
import { Button } from '../ui/button';
import { isDraft } from './change-words';
import type { ChangesFilter } from './select-changes';

/** How many Changes are shown, and the way to plans that were never executed. */
export function ChangesFoot({
  shown,
  changes,
  query,
  onDrafts,
}: {
  shown: number;
  changes: readonly ChangeSummary[];
  query: ChangesFilter;
  onDrafts: (value: string) => void;
}) {
  const drafts = changes.filter(isDraft).length;
  const all = query.drafts ? changes.length : changes.length - drafts;
  return (
    <p className="table-foot">
      {shown === all
        ? `All ${counted(all, 'Change')}. `
        : `${shown.toLocaleString('en')} of ${counted(all, 'Change')}. `}
      {drafts === 0 ? null : (
        <Button kind="link" onClick={() => onDrafts(query.drafts ? '' : '1')}>
          {query.drafts
            ? 'Hide plans that were not executed'
            : `Hidden: ${counted(drafts, 'plan')} not executed`}
        </Button>
      )}
    </p>
  );
}
