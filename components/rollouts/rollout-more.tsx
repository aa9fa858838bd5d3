'use client';
import { useQuery } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { api, queryKeys } from '@/lib/client';
import type { RolloutRow } from '@/lib/model';
import { serviceTabHref } from '../advice';
import { RevisionsTable } from '../service/revisions-table';
import { ButtonLink } from '../ui/button';
import { LoadingRows } from '../ui/states';
import { RolloutDetail } from './rollout-detail';

/** What a row of the Rollouts page opens: the rollout in detail, and the revisions of its workload, read when it is opened. */
export function RolloutMore({ row, mayRequest }: { row: RolloutRow; mayRequest: boolean }) {
  const router = useRouter();
  const { data, isPending } = useQuery({
    queryKey: queryKeys.service(row.service, row.revision),
    queryFn: ({ signal }) =>
      api.get(`/api/v1/services/${encodeURIComponent(row.service)}`, {
        schema: (schemas) => schemas.service,
        signal,
      }),
  });
  const { cluster, namespace, kind, name } = row.workload;
  const placement = data?.placements.find((one) => one.cluster === cluster && one.namespace === namespace);
  const revisions = data?.revisions.filter(
    ({ workload, placement: at }) => at === placement?.id && workload.kind === kind && workload.name === name,
  );
  return (
    <>
      <RolloutDetail rollout={row} stale={placement?.health.status === 'Unknown'} />
      {placement === undefined ? null : (
        <div className="actions">
          {row.blocker === null ? null : (
            <ButtonLink href={serviceTabHref({ service: row.service, placement: placement.id }, 'health')}>
              Cause and next step
            </ButtonLink>
          )}
          <ButtonLink href={serviceTabHref({ service: row.service, placement: placement.id }, 'rollout')}>
            Open {row.serviceName}
          </ButtonLink>
        </div>
      )}
      {isPending ? <LoadingRows rows={2} /> : null}
      {revisions === undefined || placement === undefined ? null : (
        <RevisionsTable
          revisions={revisions}
          onRollBack={
            mayRequest
              ? (back) => {
                  const query = new URLSearchParams({ do: 'rollback', placement: placement.id, ...back });
                  router.push(`/catalog/${encodeURIComponent(row.service)}?${query.toString()}`);
                }
              : null
          }
        />
      )}
    </>
  );
}
