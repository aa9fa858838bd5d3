import { z } from 'zod';
import { HEALTH } from './health';
import { REACH_STATES } from './picture';
import { evidenceSchema, MAP_NODE_KINDS, trafficSchema } from './topology';

/** `environment/staging`, `cluster/production-eu`: what one side of a comparison is. */
export const SIDE_KINDS = ['environment', 'cluster'] as const;
export type SideKind = (typeof SIDE_KINDS)[number];
export interface SideRef {
  readonly kind: SideKind;
  readonly name: string;
}

/** The reference as it is written in a URL. */
export const sideText = ({ kind, name }: SideRef): string => `${kind}/${name}`;

/** Parses a reference; null where it is none. */
export function readSide(text: string): SideRef | null {
  const slash = text.indexOf('/');
  const kind = SIDE_KINDS.find((one) => one === text.slice(0, Math.max(0, slash)));
  const name = text.slice(slash + 1);
  return kind === undefined || name === '' ? null : { kind, name };
}

const presenceSchema = z.object({
  /** The versions of its placements, each once; empty where no image names one. */
  versions: z.array(z.string()),
  /** The status of the worst placement. */
  status: z.enum(HEALTH),
  places: z.array(
    z.object({
      /** The placement's id, or that of an entry. */
      id: z.string(),
      cluster: z.string().nullable(),
      namespace: z.string().nullable(),
      version: z.string().nullable(),
      status: z.enum(HEALTH),
    }),
  ),
});
/** A service on one side. */
export type Presence = z.infer<typeof presenceSchema>;

export const SERVICE_DIFFERENCES = ['only-left', 'only-right', 'version', 'same'] as const;
export type ServiceDifferenceKind = (typeof SERVICE_DIFFERENCES)[number];

export const serviceDifferenceSchema = z.object({
  /** The service's id; of an entry `Ingress/shop`. */
  key: z.string(),
  name: z.string(),
  service: z.string().nullable(),
  kind: z.enum(MAP_NODE_KINDS),
  what: z.string(),
  system: z.string().nullable(),
  owner: z.string().nullable(),
  difference: z.enum(SERVICE_DIFFERENCES),
  /** The side whose version is the newer one, where both are numbers that can be compared. */
  ahead: z.enum(['left', 'right']).nullable(),
  /** The deploy that would update the side that is behind, where that is one placement and one image. */
  promote: z
    .object({
      to: z.enum(['left', 'right']),
      placement: z.string(),
      image: z.string(),
      version: z.string(),
    })
    .nullable(),
  left: presenceSchema.nullable(),
  right: presenceSchema.nullable(),
});
export type ServiceDifference = z.infer<typeof serviceDifferenceSchema>;

const calledSchema = z.object({
  name: z.string(),
  what: z.string(),
  service: z.string().nullable(),
  /** The Environment or cluster where it is, when that is not the caller's side. */
  elsewhere: z.string().nullable(),
  /** The edge of the map and the box that it begins at, of the first placement that has it. */
  edge: z.string(),
  caller: z.string(),
  /** Strongest first; never empty. */
  evidence: z.array(evidenceSchema),
  traffic: trafficSchema.nullable(),
});
/** What a service calls on one side, with the evidence. */
export type Called = z.infer<typeof calledSchema>;

export const CALL_DIFFERENCES = ['only-left', 'only-right', 'elsewhere'] as const;
export type CallDifferenceKind = (typeof CALL_DIFFERENCES)[number];

export const callDifferenceSchema = z.object({
  key: z.string(),
  kind: z.enum(['routes', 'calls']),
  /** `elsewhere`: the same setting leads to another place on each side. */
  difference: z.enum(CALL_DIFFERENCES),
  from: z.object({ key: z.string(), name: z.string(), service: z.string().nullable() }),
  left: calledSchema.nullable(),
  right: calledSchema.nullable(),
});
export type CallDifference = z.infer<typeof callDifferenceSchema>;

const sideSchema = z.object({
  kind: z.enum(SIDE_KINDS),
  name: z.string(),
  title: z.string(),
  services: z.int(),
  clusters: z.array(z.string()),
  /** Its clusters that cannot be read now: what is missing there may exist. */
  unread: z.array(z.object({ cluster: z.string(), state: z.enum(REACH_STATES) })),
});
export type DifferencesSide = z.infer<typeof sideSchema>;

/** `GET /api/v1/topology/differences`. */
export const topologyDifferencesSchema = z.object({
  left: sideSchema,
  right: sideSchema,
  /** Of services and entries, also of those that are the same. */
  counts: z.object({
    onlyLeft: z.int(),
    onlyRight: z.int(),
    version: z.int(),
    same: z.int(),
    calls: z.int(),
  }),
  /** What is missing, then other versions, then what is the same; each by name. */
  services: z.array(serviceDifferenceSchema),
  /** Differing calls of services that both sides have, by the caller's name. */
  calls: z.array(callDifferenceSchema),
});
export type TopologyDifferences = z.infer<typeof topologyDifferencesSchema>;

/** What can be compared, in the order in which it is offered. */
export interface SideChoice extends SideRef {
  readonly title: string;
  readonly services: number;
}
