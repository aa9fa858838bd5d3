import type { ChangeState, ChangeSummary } from '@/lib/model';
import { Badge, Tally } from '../ui/badge';
import { Icon } from '../ui/icon';
import { CHANGE_STATE } from './change-state';

/** The shape of a state alone; its accessible name is the word. It has the colour of the nearest `data-health`. */
export function ChangeGlyph({ state }: { state: ChangeState }) {
  const { glyph, word } = CHANGE_STATE[state];
  return <Icon name={glyph} label={word} className="glyph" />;
}

/** A state of a Change: shape, word and colour. `block` is for titles. */
export function ChangeLabel({ state, block = false }: { state: ChangeState; block?: boolean }) {
  const { glyph, word, health } = CHANGE_STATE[state];
  return (
    <span className={block ? 'health health--block' : 'health'} data-health={health}>
      <Icon name={glyph} className="glyph" />
      {word}
    </span>
  );
}

/** The state as the title of a Change's page shows it, with the count of approvals while it waits. */
export function ChangeBadge({
  change,
}: {
  change: Pick<ChangeSummary, 'state' | 'approvalsGiven' | 'approvalsNeeded'>;
}) {
  const { state, approvalsGiven: given, approvalsNeeded: needed } = change;
  if (state !== 'awaiting-approval') return <ChangeLabel state={state} block />;
  return (
    <Badge tone="accent">
      <Tally given={given} needed={needed} />
      {CHANGE_STATE[state].word}, {given} of {needed}
    </Badge>
  );
}
