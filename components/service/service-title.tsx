'use client';
import type { PlacementSummary, ServiceDetail } from '@/lib/model';
import { formOf, OFFERED_ACTIONS } from '../changes/kinds';
import { workloadKey } from '../changes/workload-key';
import { HealthButton, HealthLabel } from '../health';
import type { UrlState } from '../list/use-url-state';
import { ReceiptPopover } from '../receipt';
import { wayBack } from '../rollouts/way-back';
import { Button } from '../ui/button';
import { Title } from '../ui/page-head';
import { rolloutsOf, worstOf } from './placement-parts';

export interface ServiceTitleProps {
  service: ServiceDetail;
  placements: readonly PlacementSummary[];
  /** Why the viewer may not request Changes; null where they may. */
  refused: string | null;
  /** `do` opens the dialog of a Change; the other values fill it in. */
  url: Pick<UrlState, 'put'>;
}

/** The name, its health with its receipt, and the actions: the rollback of a failing rollout first. */
export function ServiceTitle({ service, placements, refused, url }: ServiceTitleProps) {
  const { health } = service;
  const back = wayBackOf(service, placements);
  const why = refused ?? (placements.length === 0 ? 'It runs nowhere.' : null);
  const refusal = { disabled: why !== null, title: why ?? undefined };
  return (
    <Title
      title={service.name}
      note={service.description ?? undefined}
      status={
        placements.length === 0 ? (
          <HealthLabel health={health.status} block />
        ) : (
          <ReceiptPopover
            trigger={<HealthButton health={health.status} stale={health.status === 'Unknown'} block />}
            health={health.status}
            sentence={health.message}
            receipts={health.receipts}
            advice={{
              advice: health.advice,
              place: {
                service: service.id,
                placement: worstOf(placements)?.id ?? '',
                mayRequest: refused === null,
              },
            }}
          />
        )
      }
      actions={
        <>
          {back === null ? null : (
            <Button
              kind="main"
              icon="back"
              {...refusal}
              onClick={() =>
                url.put({
                  do: 'rollback',
                  placement: back.placement,
                  workload: back.workload,
                  revision: String(back.revision),
                })
              }
            >
              {back.label}
            </Button>
          )}
          {OFFERED_ACTIONS.filter((action) => formOf(action).prominent).map((action) => (
            <Button
              key={action}
              icon={formOf(action).icon}
              {...refusal}
              onClick={() => url.put({ do: action })}
            >
              {formOf(action).verb}
            </Button>
          ))}
        </>
      }
    />
  );
}

function wayBackOf(service: ServiceDetail, placements: readonly PlacementSummary[]) {
  const worst = worstOf(placements);
  if (worst?.health.status !== 'Degraded' || worst.rollout === null) return null;
  const { state, fromVersion, toVersion } = worst.rollout;
  const rollout = rolloutsOf(service, worst).find((one) => one.state === state);
  const back = rollout === undefined ? null : wayBack({ ...rollout, fromVersion, toVersion });
  return back === null || rollout === undefined
    ? null
    : { ...back, placement: worst.id, workload: workloadKey(rollout.workload) };
}
