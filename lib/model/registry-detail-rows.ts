import { addressWords } from './address-words';
import {
  DISAGREEMENT_KINDS,
  type Disagreement,
  type RegistryInstance,
  type RegistryServiceDetail,
} from './dto-registry';

/** Addresses of one service that a search in the tab reads. */
export const ADDRESSES_MAX = 200;

/** A service of the registry without its instances and disagreements. */
export interface RegistryHead extends Omit<
  RegistryServiceDetail,
  'addresses' | 'instances' | 'conflicts' | 'kept'
> {
  readonly kindOfRow: 'service';
  /** When the picture of a place in Kubernetes was last current, by `cluster/namespace`. */
  readonly seenAt: Readonly<Record<string, string | null>>;
}

export interface InstancePart extends RegistryInstance {
  readonly kindOfRow: 'instance';
  /** The place in the head's `seenAt` that holds the value of `lastSeenAt`, which is null here; null: `lastSeenAt` itself holds it. */
  readonly seenIn: string | null;
  /** Whether it fell silent and is not removed while protection is on. */
  readonly isKept: boolean;
}

export interface DisagreementPart extends Disagreement {
  readonly kindOfRow: 'disagreement';
}

/** A row of the live topic `registry:{name}`. Each instance is a row of its own; `registryServiceFromRows` puts them together. */
export type RegistryDetailRow = RegistryHead | InstancePart | DisagreementPart;

/** Puts the rows of a service together, in whatever order they are given; null where the row of the service itself is missing. */
export function registryServiceFromRows(rows: readonly RegistryDetailRow[]): RegistryServiceDetail | null {
  const head = rows.find((row) => row.kindOfRow === 'service');
  if (head === undefined) return null;
  const { kindOfRow: _, seenAt, ...common } = head;
  const parts = rows.filter((row) => row.kindOfRow === 'instance').sort(byInstance);
  const conflicts = rows.filter((row) => row.kindOfRow === 'disagreement').sort(byGravity);
  const instances = parts.map((part) => instanceOf(part, seenAt));
  return {
    ...common,
    addresses: addressesOf(instances),
    instances,
    conflicts: conflicts.map(({ kindOfRow: _kind, ...conflict }) => conflict),
    kept: parts.filter(({ isKept }) => isKept).map(({ id }) => id),
  };
}

/** Addresses with their ports, of the first instances. */
export function addressesOf(instances: readonly RegistryInstance[]): string[] {
  return instances
    .slice(0, ADDRESSES_MAX)
    .flatMap(({ addresses, port }) => addresses.map((address) => addressWords(address, port)));
}

/** Sorts the gravest kinds first. */
export function byGravity(a: Disagreement, b: Disagreement): number {
  const rank = ({ kind }: Disagreement): number => DISAGREEMENT_KINDS.indexOf(kind);
  return rank(a) - rank(b) || (a.id < b.id ? -1 : 1);
}

/** Sorts Kubernetes' instances first, then registered ones by service and id. */
function byInstance(a: RegistryInstance, b: RegistryInstance): number {
  const keys = ({ id, registered }: RegistryInstance): readonly string[] =>
    registered === null ? ['', '', id] : [registered.service, registered.id, id];
  const others = keys(b);
  for (const [place, key] of keys(a).entries()) {
    const other = others[place] ?? '';
    if (key !== other) return key < other ? -1 : 1;
  }
  return 0;
}

const made = new WeakMap<InstancePart, RegistryInstance>();

/** The same object as long as neither its row nor its age changed. */
function instanceOf(part: InstancePart, seenAt: RegistryHead['seenAt']): RegistryInstance {
  const { kindOfRow: _, seenIn, isKept: _isKept, ...instance } = part;
  const lastSeenAt = seenIn === null ? instance.lastSeenAt : (seenAt[seenIn] ?? null);
  const held = made.get(part);
  if (held?.lastSeenAt === lastSeenAt) return held;
  const next = { ...instance, lastSeenAt };
  made.set(part, next);
  return next;
}
