import type { RegistryInstance } from '@/lib/model';
import { duplicateAddresses } from './duplicate';
import { earlier } from './earlier';
import type { RegistryFacts } from './facts';
import type { RegistryFinding, Row } from './finding';
import { ghosts } from './ghost';
import { kubernetesInstances } from './kubernetes-instances';
import { overdue } from './overdue';
import { portMismatches } from './port';
import { registeredInstance } from './registered-instance';
import { selectorMismatches } from './selector';
import { vanished } from './vanished';
import { zombies } from './zombie';

export interface DerivedRegistry {
  /** Those of Kubernetes first, then those that registered themselves. */
  readonly instances: readonly RegistryInstance[];
  /** The worst kinds first; an instance has at most one finding of a kind. */
  readonly findings: readonly RegistryFinding[];
  /** When time alone changes the findings, in milliseconds from `now`; null: it does not. */
  readonly againInMs: number | null;
}

/** One row of the registry: its instances, and where what is declared, registered and running disagree. Never throws. */
export function deriveRegistry(facts: RegistryFacts, now: Date): DerivedRegistry {
  const kubernetes = new Map(
    facts.places.map((place) => [place, kubernetesInstances(place, facts.registryNow)]),
  );
  const registered = facts.registered.map((one) => ({ facts: one, instance: registeredInstance(one) }));
  const row: Row = { facts, kubernetes, registered, now };
  const late = overdue(row);
  const findings = [
    ...zombies(row),
    ...duplicateAddresses(row),
    ...selectorMismatches(row),
    ...portMismatches(row),
    ...vanished(row),
    ...late.findings,
    ...ghosts(row),
  ];
  const nextAt = [...kubernetes.values()]
    .flat()
    .reduce((first, { oldAt }) => earlier(first, oldAt), late.nextAt);
  return {
    instances: [
      ...[...kubernetes.values()].flatMap((instances) => instances.map(({ instance }) => instance)),
      ...registered.map(({ instance }) => instance),
    ],
    findings,
    againInMs: nextAt === null ? null : Math.max(0, nextAt - facts.registryNow),
  };
}
