'use client';
import { useMemo, useState } from 'react';
import { useRegistryLatency, useRegistryService } from '@/lib/client';
import type { KubernetesRegistration, RegistryDetailRow, RegistryServiceDetail, Snapshot } from '@/lib/model';
import { useUrlState } from '../list/use-url-state';
import { counted } from '../list/counted';
import { titleOf } from '../list/title-of';
import { Button, ButtonLink } from '../ui/button';
import { Crumbs, SectionHead, Title } from '../ui/page-head';
import { EmptyState, NothingFound, Notice } from '../ui/states';
import { DisagreementTable } from './disagreement-table';
import { readRegistryQuery } from './filter-selects';
import { FoundBy } from './found-by';
import { InstancesTable } from './instances-table';
import { ProtectionNotice } from './protection-notice';
import { RegistryHistory } from './registry-history';
import type { LatencyOf } from './probe-cell';
import { STATUS_LOOK } from './registry-look';
import { RegistryTools } from './registry-tools';
import { instanceOptions, REGISTRY_FILTERS, selectInstances } from './select-registry';
import type { RegistryRefusals } from './refusals';

export interface RegistryServiceViewProps {
  id: string;
  initial: Snapshot<RegistryDetailRow>;
  refused: RegistryRefusals;
}

/** One service of the registry: where its sources disagree, every instance, how it is found, and its history. */
export function RegistryServiceView({ id, initial, refused }: RegistryServiceViewProps) {
  const service = useRegistryService(id, initial);
  const [said, setSaid] = useState('');
  if (service === null) {
    return (
      <div className="panel">
        <EmptyState
          title="This service has left the registry."
          action={<ButtonLink href="/registry">Open the Registry</ButtonLink>}
        >
          No source knows an instance of it any more.
        </EmptyState>
      </div>
    );
  }
  const { name, catalog, conflicts, kubernetes, protection, statuses } = service;
  return (
    <>
      <Crumbs path={[{ label: 'Registry', href: '/registry' }, { label: name }]} />
      <Title
        title={name}
        note={noteOf(service)}
        actions={
          catalog === null ? null : (
            <ButtonLink href={`/catalog/${encodeURIComponent(catalog)}`}>Open in the Catalog</ButtonLink>
          )
        }
      />
      {protection === null || !isProtected(service) ? null : <ProtectionNotice protection={protection} />}
      <p role="status" className={said === '' ? 'vh' : 'panel said'}>
        {said}
      </p>
      {conflicts.length === 0 ? null : (
        <section aria-labelledby="disagree-head">
          <SectionHead id="disagree-head" title="Where the sources disagree" count={conflicts.length} />
          <DisagreementTable disagreements={conflicts} refused={refused} own />
        </section>
      )}
      <ProbeProblems registrations={kubernetes} />
      <Instances service={service} refused={refused} onDone={setSaid} />
      <div className="registry-parts">
        <div>
          {kubernetes.length === 0 ? null : (
            <section aria-labelledby="found-head">
              <SectionHead
                id="found-head"
                title="How it is found"
                count={counted(kubernetes.length, 'Service')}
              />
              <FoundBy registrations={kubernetes} />
            </section>
          )}
        </div>
        <div>
          <RegistryHistory
            name={service.id}
            moved={statuses.map(({ status, instances }) => `${status} ${instances}`).join()}
          />
        </div>
      </div>
    </>
  );
}

function Instances({
  service: { id, instances, kept },
  refused,
  onDone,
}: {
  service: RegistryServiceDetail;
  refused: RegistryRefusals;
  onDone: (sentence: string) => void;
}) {
  const url = useUrlState();
  const query = readRegistryQuery(url);
  const shown = selectInstances(instances, query);
  const isProbed = instances.some(({ probes }) => probes.length > 0);
  const latencyOf = useLatencyOf(id, isProbed);
  return (
    <section aria-labelledby="instances-head">
      <SectionHead
        id="instances-head"
        title="Instances"
        count={instances.length}
        aside={
          instances.length < 2 ? undefined : (
            <RegistryTools
              options={instanceOptions(instances, query)}
              query={query}
              url={url}
              label="Search the instances"
              placeholder="Address, pod, tag"
            />
          )
        }
      />
      {instances.length === 0 ? (
        <div className="panel">
          <EmptyState title="No instance is registered.">
            No Kubernetes Service leads to it, and it does not register itself. A lookup gets no address.
          </EmptyState>
        </div>
      ) : shown.length === 0 ? (
        <div className="panel">
          <NothingFound
            what="instance"
            query={query.q}
            action={<Button onClick={() => url.clear('q', ...REGISTRY_FILTERS)}>Clear</Button>}
          />
        </div>
      ) : (
        <>
          <InstancesTable
            instances={shown}
            refused={refused}
            kept={kept}
            latencyOf={isProbed ? latencyOf : null}
            reported={instances.some(({ registered }) => registered !== null)}
            onDone={onDone}
          />
          {shown.length === instances.length ? null : (
            <p className="table-foot">
              {shown.length.toLocaleString('en')} of {counted(instances.length, 'instance')}.
            </p>
          )}
        </>
      )}
    </section>
  );
}

/** The latencies of the last hour by instance; read again every 30 s. */
function useLatencyOf(id: string, isProbed: boolean): LatencyOf {
  const { data } = useRegistryLatency(id, isProbed);
  const items = data?.items;
  const held = useMemo(
    () => new Map(items?.map((item) => [`${item.instance}\n${item.asks}`, item])),
    [items],
  );
  return (instance, asks) => held.get(`${instance}\n${asks}`);
}

/** Annotations that request a probe and are invalid: there is no probe, and the owner must know. */
function ProbeProblems({ registrations }: { registrations: readonly KubernetesRegistration[] }) {
  return registrations.map(({ cluster, namespace, name, probe }) =>
    probe?.problem == null ? null : (
      <div key={`${cluster}/${namespace}/${name}`} className="panel protection">
        <Notice title={`Endpoints of Service ${namespace}/${name} in ${cluster} are not probed.`}>
          {probe.problem}
        </Notice>
      </div>
    ),
  );
}

function noteOf({ owner, instances, statuses }: RegistryServiceDetail): string {
  const parts = statuses.map(
    ({ status, instances: count }) =>
      `${count.toLocaleString('en')} ${STATUS_LOOK[status].word.toLowerCase()}`,
  );
  const head = owner === null ? 'No owner' : titleOf(owner);
  return instances.length === 0
    ? `${head}. No instance.`
    : `${head}. ${counted(instances.length, 'instance')}: ${parts.join(', ')}.`;
}

function isProtected({ protection, instances, name }: RegistryServiceDetail): boolean {
  if (protection === null) return false;
  const names = new Set([name, ...instances.flatMap(({ registered }) => registered?.service ?? [])]);
  return protection.scope === 'registry' || protection.services.some((service) => names.has(service));
}
