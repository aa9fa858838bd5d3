'use client';
import { useService } from '@/lib/client';
import type { ServiceRow, Snapshot } from '@/lib/model';
import { useUrlState } from '../list/use-url-state';
import { titleOf } from '../list/title-of';
import { ButtonLink } from '../ui/button';
import { Crumbs, PageHead } from '../ui/page-head';
import { EmptyState } from '../ui/states';
import { labelsOf, orderPlacements, worstOf } from '../service/placement-parts';
import { PlacementChoice } from '../service/placement-choice';
import { LogsPanel } from './logs-panel';

export interface LogsViewProps {
  initial: Snapshot<ServiceRow>;
  id: string;
  environments: readonly { name: string; title: string }[];
}

/**
 * The logs of one service on a page of their own, which links to a line lead to. `placement` is in the address, else it is the worst one.
 */
export function LogsView({ initial, id, environments }: LogsViewProps) {
  const service = useService(id, initial);
  const url = useUrlState();
  const home = `/catalog/${encodeURIComponent(id)}`;
  const placements = orderPlacements(service?.placements ?? [], environments);
  const requested = url.get('placement');
  const pod = url.get('pod');
  const ofPod = service?.pods.find(({ ref }) => ref.name === pod)?.placement;
  const chosen =
    placements.find((one) => one.id === (requested === '' ? ofPod : requested)) ?? worstOf(placements);
  if (service === null || chosen === undefined) {
    return (
      <EmptyState
        title="There is nothing to read."
        action={<ButtonLink href="/catalog">Open the Catalog</ButtonLink>}
      >
        This service runs nowhere.
      </EmptyState>
    );
  }
  const labels = labelsOf(
    placements,
    (name) => environments.find((one) => one.name === name)?.title ?? titleOf(name),
  );
  return (
    <>
      <Crumbs
        path={[
          { label: 'Catalog', href: '/catalog' },
          { label: service.name, href: home },
          { label: 'Logs' },
        ]}
      />
      <PageHead
        title={`Logs of ${service.name}`}
        note={`${chosen.cluster} / ${chosen.namespace}`}
        actions={
          <PlacementChoice
            placements={placements}
            labels={labels}
            value={chosen.id}
            onChange={(value) => {
              url.clear('pod', 'container', 'previous');
              url.set('placement', value);
            }}
          />
        }
      />
      <LogsPanel service={service} placement={chosen} />
    </>
  );
}
