'use client';
import { useService } from '@/lib/client';
import type { ReactNode } from 'react';
import { HEALTH_RANK, type PlacementSummary, type ServiceDetail, type Snapshot } from '@/lib/model';
import { ChangeDialog } from '../changes/change-dialog';
import { ChangeTimeline } from '../changes/change-timeline';
import { HealthLabel } from '../health';
import { useUrlState } from '../list/use-url-state';
import { titleOf } from '../list/words';
import { Button } from '../ui/button';
import { Crumbs, SectionHead, Title } from '../ui/page-head';
import { Segmented } from '../ui/segmented';
import { EmptyState, Notice } from '../ui/states';
import { EndpointsTable } from './endpoints-table';
import { EventsList } from './events-list';
import { Lane } from './lane';
import { Meta, References } from './meta';
import { labelsOf, orderPlacements, workloadsOf } from './placement-parts';
import { PodsTable } from './pods-table';
import { WorkloadsTable } from './workloads-table';

export interface ServiceViewProps {
  initial: Snapshot<ServiceDetail>;
  id: string;
  environments: readonly { name: string; title: string }[];
  /** Whether the one who looks may ask for Changes at all; the sentence why not, else null. */
  refused: string | null;
}

/** One service: its environments side by side, then what one of them is made of, live. */
export function ServiceView({ initial, id, environments, refused }: ServiceViewProps) {
  const service = useService(id, initial);
  const url = useUrlState();
  if (service === null) {
    return (
      <EmptyState title="This service is gone.">No cluster and no catalog knows it any more.</EmptyState>
    );
  }
  const titleOfEnvironment = (name: string): string =>
    environments.find((environment) => environment.name === name)?.title ?? titleOf(name);
  const placements = orderPlacements(service.placements, environments);
  const labels = labelsOf(placements, titleOfEnvironment);
  const chosen = placements.find((placement) => placement.id === url.get('at')) ?? worstOf(placements);
  const deed = url.get('do');
  return (
    <>
      <Crumbs path={crumbsOf(service)} />
      <Title
        title={service.name}
        status={<HealthLabel health={service.health.status} block />}
        actions={
          <>
            <Button
              icon="up"
              disabled={refused !== null}
              title={refused ?? undefined}
              onClick={() => url.set('do', 'deploy')}
            >
              Deploy
            </Button>
            <Button
              icon="resize"
              disabled={refused !== null}
              title={refused ?? undefined}
              onClick={() => url.set('do', 'scale')}
            >
              Scale
            </Button>
          </>
        }
      />
      <Meta service={service} />
      {placements.length === 0 ? (
        <Notice title="It runs nowhere.">
          The catalog knows {service.name}, and no cluster runs a workload with the label
          backstage.io/kubernetes-id: {service.name}.
        </Notice>
      ) : (
        <Lane
          service={service}
          placements={placements}
          labels={labels}
          titleOfEnvironment={titleOfEnvironment}
        />
      )}
      <div className="split">
        <div>
          {chosen === undefined ? null : (
            <PlacementParts
              service={service}
              placement={chosen}
              choice={
                placements.length < 2 ? null : (
                  <Segmented
                    label="Placement"
                    value={chosen.id}
                    onChange={(value) => url.set('at', value)}
                    options={placements.map(({ id: value }) => ({
                      value,
                      label: labels.get(value) ?? value,
                    }))}
                  />
                )
              }
            />
          )}
        </div>
        <div>
          <ChangeTimeline changes={service.changes} service={service.name} />
          <References service={service} />
        </div>
      </div>
      {(deed === 'deploy' || deed === 'scale') && refused === null ? (
        <ChangeDialog
          action={deed}
          service={service}
          placements={placements}
          labels={labels}
          preset={{
            placement: url.get('placement'),
            container: url.get('container'),
            image: url.get('image'),
          }}
          onClose={() => url.clear('do', 'placement', 'container', 'image')}
        />
      ) : null}
    </>
  );
}

function PlacementParts({
  service,
  placement,
  choice,
}: {
  service: ServiceDetail;
  placement: PlacementSummary;
  choice: ReactNode;
}) {
  const endpoints = service.endpoints.filter((endpoint) => endpoint.placement === placement.id);
  const pods = service.pods.filter((pod) => pod.placement === placement.id);
  const events = service.events.filter((event) => event.placement === placement.id);
  const ready = endpoints.filter((endpoint) => endpoint.ready).length;
  return (
    <>
      <section aria-labelledby="endpoints-head">
        <SectionHead
          id="endpoints-head"
          title="Endpoints"
          count={
            endpoints.length === 0
              ? `none in ${placement.cluster}`
              : `${ready} of ${endpoints.length} ready in ${placement.cluster}`
          }
          aside={choice}
        />
        {endpoints.length === 0 ? (
          <p className="soft">No Kubernetes Service selects its pods.</p>
        ) : (
          <EndpointsTable endpoints={endpoints} pods={pods} />
        )}
      </section>
      <section aria-labelledby="pods-head">
        <SectionHead id="pods-head" title="Pods" count={String(pods.length)} />
        {pods.length === 0 ? <p className="soft">No pod runs here now.</p> : <PodsTable pods={pods} />}
      </section>
      <section aria-labelledby="workloads-head">
        <SectionHead
          id="workloads-head"
          title="Workloads"
          count={String(workloadsOf(service, placement).length)}
        />
        <WorkloadsTable workloads={workloadsOf(service, placement)} />
      </section>
      <section aria-labelledby="events-head">
        <SectionHead id="events-head" title="Events" count={String(events.length)} />
        <EventsList events={events} />
      </section>
    </>
  );
}

function worstOf(placements: readonly PlacementSummary[]): PlacementSummary | undefined {
  return [...placements].sort((a, b) => HEALTH_RANK[b.health.status] - HEALTH_RANK[a.health.status])[0];
}

function crumbsOf(service: ServiceDetail): { label: string; href?: string }[] {
  const catalog = { label: 'Catalog', href: '/catalog' };
  if (service.system === null) return [catalog, { label: service.name }];
  return [
    catalog,
    { label: titleOf(service.system), href: `/catalog?system=${encodeURIComponent(service.system)}` },
  ];
}
