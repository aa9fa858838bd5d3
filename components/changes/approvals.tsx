import type { ChangeDetail } from '@/lib/model';
import { titleOf } from '../list/title-of';
import { RelativeTime } from '../time';
import { Icon } from '../ui/icon';
import { PanelHeader } from '../ui/panel';
import { SealedPlanId } from './seal';

export interface ApprovalsProps {
  change: Pick<ChangeDetail, 'approvals' | 'approvalsNeeded' | 'approvalsGiven' | 'owner' | 'state' | 'may'>;
  /** The viewer. */
  me: { readonly id: string; readonly name: string };
}

/** Who approved or rejected which plan, and how many approvals are missing. */
export function Approvals({ change, me }: ApprovalsProps) {
  const { approvals, approvalsNeeded: needed, approvalsGiven: given, owner, state, may } = change;
  const open = state === 'awaiting-approval' ? Math.max(0, needed - given) : 0;
  const others = owner === null ? 'An administrator' : `A lead of ${titleOf(owner)}`;
  return (
    <section className="panel" aria-labelledby="approvals-head">
      <PanelHeader
        id="approvals-head"
        title="Approvals"
        aside={<span className="age">{needed === 0 ? 'none needed' : `${given} of ${needed}`}</span>}
      />
      <ul className="rules approvals">
        {approvals.map((approval) => (
          <li
            key={`${approval.actor} ${approval.at}`}
            data-health={approval.decision === 'approved' ? 'healthy' : 'degraded'}
          >
            <Icon
              name={approval.decision === 'approved' ? 'ok' : 'close'}
              label={approval.decision}
              className="glyph"
            />
            <div>
              {approval.actor === me.id ? `You, ${approval.actorName}` : approval.actorName}
              <span className="sub">
                <SealedPlanId hash={approval.planHash}>
                  <RelativeTime at={approval.at} form="ago" />
                </SealedPlanId>
              </span>
              {approval.reason === '' ? null : <p className="soft">“{approval.reason}”</p>}
            </div>
          </li>
        ))}
        {Array.from({ length: open }, (_, index) => (
          <li key={index}>
            <Icon name="ring" className="glyph" />
            <div>
              {index === 0 && may.approve.allowed ? `You, ${me.name}` : others}
              <span className="sub">not yet</span>
            </div>
          </li>
        ))}
        {approvals.length === 0 && open === 0 ? (
          <li>
            <Icon name="minus" className="glyph" />
            <div className="soft">{needed === 0 ? 'No approval is needed.' : 'Nobody approved it.'}</div>
          </li>
        ) : null}
      </ul>
    </section>
  );
}
