import type { ChangeStatus, ChangeSummary } from '@/lib/model';
import { Badge, Tally } from '../ui/badge';
import { Icon } from '../ui/icon';
import { CHANGE_STATUS } from './change-status';

/** The shape of a status alone, named by its word. Takes its colour from the nearest `data-health`. */
export function ChangeGlyph({ status }: { status: ChangeStatus }) {
  const { glyph, word } = CHANGE_STATUS[status];
  return <Icon name={glyph} label={word} className="glyph" />;
}

/** A status of a Change: shape, word and colour. `block` is for titles. */
export function ChangeLabel({ status, block = false }: { status: ChangeStatus; block?: boolean }) {
  const { glyph, word, health } = CHANGE_STATUS[status];
  return (
    <span className={block ? 'health health--block' : 'health'} data-health={health}>
      <Icon name={glyph} className="glyph" />
      {word}
    </span>
  );
}

/** The status as the title of a Change's page shows it: what waits counts its approvals. */
export function ChangeBadge({
  change,
}: {
  change: Pick<ChangeSummary, 'status' | 'approvalsGiven' | 'approvalsNeeded'>;
}) {
  const { status, approvalsGiven: given, approvalsNeeded: needed } = change;
  if (status !== 'WaitsForApproval') return <ChangeLabel status={status} block />;
  return (
    <Badge tone="accent">
      <Tally given={given} needed={needed} />
      {CHANGE_STATUS[status].word}, {given} of {needed}
    </Badge>
  );
}
