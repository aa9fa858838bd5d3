'use client';
import { useMemo } from 'react';
import { useRegistry } from '@/lib/client';
import type { RegistryRow, Snapshot } from '@/lib/model';
import { useScope } from '../list/scope';
import { useUrlState } from '../list/use-url-state';
import { counted } from '../list/counted';
import { nearestName } from '../list/nearest-name';
import { Button, ButtonLink } from '../ui/button';
import { PageHead, SectionHead } from '../ui/page-head';
import { EmptyState, NothingFound } from '../ui/states';
import { DisagreementTable } from './disagreement-table';
import { readRegistryQuery } from './filter-selects';
import { ProtectionNotice } from './protection-notice';
import { RegisterHow } from './register-how';
import { TOKENS_HREF } from './registry-look';
import { RegistryTools } from './registry-tools';
import {
  REGISTRY_FILTERS,
  selectServices,
  serviceOptions,
  sortRows,
  type RegistryRows,
} from './select-registry';
import { ServicesTable } from './services-table';
import { Sources } from './sources';
import type { RegistryRefusals } from './refusals';

export interface RegistryViewProps {
  initial: Snapshot<RegistryRow>;
  refused: RegistryRefusals;
}

/** Every address of every service, from all sources; disagreements between sources come first. */
export function RegistryView({ initial, refused }: RegistryViewProps) {
  const rows = useRegistry(initial);
  const scope = useScope();
  const held = useMemo(() => sortRows(rows, scope), [rows, scope]);
  const { services, disagreements, protection } = held;
  const reported = services.some(({ counts }) => counts.self + counts.consul > 0);
  return (
    <>
      <PageHead
        title="Registry"
        note={services.length === 0 ? undefined : noteOf(held)}
        actions={<ButtonLink href={TOKENS_HREF}>Tokens</ButtonLink>}
      />
      {protection === null ? null : <ProtectionNotice protection={protection} />}
      {services.length + disagreements.length === 0 ? (
        <div className="panel">
          <EmptyState title="The registry is empty.">
            Each address behind a Service of your clusters is listed here, as soon as a cluster answers.
          </EmptyState>
        </div>
      ) : (
        <>
          <Sources
            services={services}
            disagreements={disagreements.length}
            inServices={new Set(disagreements.map(({ service }) => service)).size}
          />
          {disagreements.length === 0 ? null : (
            <section aria-labelledby="disagree-head">
              <SectionHead
                id="disagree-head"
                title="Where the sources disagree"
                count={disagreements.length}
              />
              <DisagreementTable disagreements={disagreements} refused={refused} />
            </section>
          )}
          <Services services={services} />
        </>
      )}
      {reported ? null : (
        <section aria-label="How to register">
          <SectionHead title="From outside the clusters" />
          <RegisterHow />
        </section>
      )}
    </>
  );
}

function Services({ services }: Pick<RegistryRows, 'services'>) {
  const url = useUrlState();
  const query = readRegistryQuery(url);
  const shown = selectServices(services, query);
  const nearest =
    query.q === ''
      ? null
      : nearestName(
          query.q,
          services.map(({ name }) => name),
        );
  return (
    <section aria-labelledby="services-head">
      <SectionHead
        id="services-head"
        title="Services in the registry"
        count={services.length}
        aside={
          <RegistryTools
            options={serviceOptions(services, query)}
            query={query}
            url={url}
            label="Search the registry"
            placeholder="Service, address, tag"
          />
        }
      />
      {shown.length === 0 ? (
        <div className="panel">
          <NothingFound
            what="service"
            query={query.q}
            nearest={
              nearest === null ? undefined : (
                <Button kind="link" onClick={() => url.set('q', nearest)}>
                  {nearest}
                </Button>
              )
            }
            action={<Button onClick={() => url.clear('q', ...REGISTRY_FILTERS)}>Clear</Button>}
          />
        </div>
      ) : (
        <>
          <ServicesTable services={shown} />
          <p className="table-foot">
            {shown.length === services.length
              ? `All ${counted(services.length, 'service')}.`
              : `${shown.length.toLocaleString('en')} of ${counted(services.length, 'service')}.`}
          </p>
        </>
      )}
    </section>
  );
}

function noteOf({ services, disagreements }: RegistryRows): string {
  const instances = services.reduce(
    (sum, { counts }) => sum + counts.kubernetes + counts.self + counts.consul,
    0,
  );
  const parted = services.reduce((sum, { disagreeing }) => sum + disagreeing, 0);
  const head = `${counted(instances, 'instance')} of ${counted(services.length, 'service')}.`;
  if (disagreements.length === 0) return `${head} All sources agree.`;
  return parted === 0
    ? `${head} The sources disagree in ${counted(disagreements.length, 'place')}.`
    : `${head} ${(instances - parted).toLocaleString('en')} agree, ${parted.toLocaleString('en')} ${parted === 1 ? 'does' : 'do'} not.`;
}
