'use client';
import { useService } from '@/lib/client';
import type { ServiceDetail, ServiceRow, Snapshot } from '@/lib/model';
import { ChangeDialog } from '../changes/change-dialog';
import { ChangeTimeline } from '../changes/change-timeline';
import { FORM_VALUES, isAction } from '../changes/kinds';
import { useUrlState } from '../list/use-url-state';
import { titleOf } from '../list/title-of';
import { ButtonLink } from '../ui/button';
import { Crumbs } from '../ui/page-head';
import { EmptyState, Notice } from '../ui/states';
import { Dependents } from './dependents';
import { Lane } from './lane';
import { labelsOf, orderPlacements, worstOf } from './placement-parts';
import { PlacementChoice } from './placement-choice';
import { References } from './references';
import { ServiceFacts } from './service-facts';
import { ServiceTabs } from './service-tabs';
import { ServiceTitle } from './service-title';

export interface ServiceViewProps {
  initial: Snapshot<ServiceRow>;
  id: string;
  environments: readonly { name: string; title: string }[];
  /** Why the viewer may not request Changes; null where they may. */
  refused: string | null;
}

/** Values in the address that belong to one placement: removed when another is chosen. */
const OF_ONE_PLACEMENT = ['pod', 'container', 'previous', 'kind', 'name'] as const;

/** One service, live: its environments side by side, then the details of one of them. */
export function ServiceView({ initial, id, environments, refused }: ServiceViewProps) {
  const service = useService(id, initial);
  const url = useUrlState();
  if (service === null) {
    return (
      <EmptyState
        title="This service is gone."
        action={<ButtonLink href="/catalog">Open the Catalog</ButtonLink>}
      >
        No cluster and no catalog knows it any more.
      </EmptyState>
    );
  }
  const titleOfEnvironment = (name: string): string =>
    environments.find((environment) => environment.name === name)?.title ?? titleOf(name);
  const placements = orderPlacements(service.placements, environments);
  const labels = labelsOf(placements, titleOfEnvironment);
  const chosen = placements.find((placement) => placement.id === url.get('at')) ?? worstOf(placements);
  const action = url.get('do');
  const aside = (
    <>
      <ChangeTimeline changes={service.changes} service={service.name} />
      {chosen === undefined ? null : <Dependents service={service} placement={chosen} />}
      <References service={service} labels={labels} />
    </>
  );
  return (
    <>
      <Crumbs path={crumbsOf(service)} />
      <ServiceTitle service={service} placements={placements} refused={refused} url={url} />
      <ServiceFacts service={service} />
      {placements.length === 0 ? (
        <Nowhere service={service} />
      ) : (
        <Lane
          service={service}
          placements={placements}
          labels={labels}
          titleOfEnvironment={titleOfEnvironment}
          mayRequest={refused === null}
        />
      )}
      {chosen === undefined ? (
        <div className="split service">
          <div>{aside}</div>
        </div>
      ) : (
        <ServiceTabs
          part={{
            service,
            placement: chosen,
            label: labels.get(chosen.id) ?? chosen.id,
            labels,
            mayRequest: refused === null,
            url,
          }}
          choice={
            <PlacementChoice
              placements={placements}
              labels={labels}
              value={chosen.id}
              onChange={(value) => {
                url.clear(...OF_ONE_PLACEMENT);
                url.set('at', value);
              }}
            />
          }
          aside={aside}
        />
      )}
      {isAction(action) && refused === null ? (
        <ChangeDialog
          action={action}
          service={service}
          placements={placements}
          labels={labels}
          preset={{
            placement: url.get('placement'),
            workload: url.get('workload'),
            values: Object.fromEntries(FORM_VALUES.map((name) => [name, url.get(name)])),
          }}
          onAction={(action) => url.set('do', action)}
          onClose={() => url.clear('do', 'placement', 'workload', ...FORM_VALUES)}
        />
      ) : null}
    </>
  );
}

function Nowhere({ service: { name } }: { service: ServiceDetail }) {
  return (
    <div className="panel">
      <Notice title="It runs nowhere.">
        The catalog knows {name}, and no cluster runs a workload with the label{' '}
        <code>backstage.io/kubernetes-id: {name}</code>.
      </Notice>
    </div>
  );
}

function crumbsOf(service: ServiceDetail): { label: string; href?: string }[] {
  const catalog = { label: 'Catalog', href: '/catalog' };
  if (service.system === null) return [catalog, { label: service.name }];
  return [
    catalog,
    { label: titleOf(service.system), href: `/catalog?system=${encodeURIComponent(service.system)}` },
  ];
}
