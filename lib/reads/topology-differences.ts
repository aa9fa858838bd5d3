import {
  AppError,
  invalidField,
  readSide,
  sideText,
  SIDE_KINDS,
  type DifferencesSide,
  type MapNode,
  type MapRow,
  type SideChoice,
  type SideRef,
  type TopologyDifferences,
} from '@/lib/model';
import { differencesOf } from '@/lib/derive/topology/differences';
import { isOfSide } from '@/lib/derive/topology/sides';
import type { WorldContext } from '@/lib/views/context';
import { mapRows } from '@/lib/views/map-rows';
import { wholeCluster } from '@/lib/views/seen';

export interface DifferencesQuery {
  /** `environment/staging`, `cluster/production-eu`. */
  readonly left: string;
  readonly right: string;
  /** Also what is the same on both sides. */
  readonly same: boolean;
}

/**
 * `GET /api/v1/topology/differences`: what one Environment or cluster has and calls that the other does not. AppError `invalid-input` for
 * an invalid reference or the same side twice, `not-found` for an unknown side.
 */
export function readDifferences(
  context: WorldContext,
  { left, right, same }: DifferencesQuery,
): TopologyDifferences {
  const rows = mapRows(context);
  const nodes = nodesIn(rows);
  const choices = choicesOf(context, nodes);
  const [one, other] = [sideIn(choices, 'left', left), sideIn(choices, 'right', right)];
  if (sideText(one) === sideText(other)) {
    throw invalidField('right', `Expected another side than left: both are "${left}".`);
  }
  const { services, calls } = differencesOf({
    rows,
    left: one,
    right: other,
    isInCatalog: (service) => context.index.service(service)?.component != null,
    imageOf: (placement) => context.views.get(placement)?.summary.image ?? null,
  });
  const many = (kind: (typeof services)[number]['difference']): number =>
    services.filter(({ difference }) => difference === kind).length;
  return {
    left: sideDto(context, one, nodes),
    right: sideDto(context, other, nodes),
    counts: {
      onlyLeft: many('only-left'),
      onlyRight: many('only-right'),
      version: many('version'),
      same: many('same'),
      calls: calls.length,
    },
    services: services.filter(({ difference }) => same || difference !== 'same'),
    calls: [...calls],
  };
}

/** The sides that can be compared: Environments in the order of the settings, then clusters, each with how many services it has. */
export function sideChoices(context: WorldContext): SideChoice[] {
  return choicesOf(context, nodesIn(mapRows(context)));
}

function choicesOf(context: WorldContext, nodes: readonly MapNode[]): SideChoice[] {
  const order = context.environments().map(({ name }) => name);
  const rank = ({ kind, name }: SideRef): number => {
    const at = kind === 'environment' ? order.indexOf(name) : -1;
    return at < 0 ? order.length : at;
  };
  return SIDE_KINDS.flatMap((kind) => {
    const names = new Set(nodes.flatMap((node) => (node.kind === 'external' ? [] : (node[kind] ?? []))));
    return [...names]
      .map((name) => ({
        ...{ kind, name, title: titleOf(context, { kind, name }, nodes) },
        services: servicesOf({ kind, name }, nodes),
      }))
      .sort((a, b) => rank(a) - rank(b) || (a.name < b.name ? -1 : 1));
  });
}

/** The default comparison: staging with production, else the last two Environments, else two clusters; null: there are no two. */
export function usualSides(choices: readonly SideChoice[]): readonly [SideChoice, SideChoice] | null {
  const environments = choices.filter(({ kind }) => kind === 'environment');
  const named = (name: string): SideChoice | undefined => environments.find((one) => one.name === name);
  const right = named('production') ?? environments.at(-1);
  const left = named('staging') ?? environments.findLast((one) => one !== right);
  if (left !== undefined && right !== undefined && left !== right) return [left, right];
  const [one, other] = choices.filter(({ kind }) => kind === 'cluster');
  return one === undefined || other === undefined ? null : [one, other];
}

function sideIn(choices: readonly SideChoice[], field: 'left' | 'right', text: string): SideChoice {
  const side = readSide(text);
  if (side === null) {
    throw invalidField(field, `Expected environment/NAME or cluster/NAME, not "${text}".`);
  }
  const found = choices.find(({ kind, name }) => kind === side.kind && name === side.name);
  if (found !== undefined) return found;
  throw new AppError('not-found', `Nothing runs in ${side.kind} "${side.name}", as far as is known.`);
}

function sideDto(context: WorldContext, side: SideChoice, nodes: readonly MapNode[]): DifferencesSide {
  const { kind, name, title, services } = side;
  const own = new Set(nodes.flatMap((node) => (isOfSide(node, side) ? (node.cluster ?? []) : [])));
  const unread = context.world
    .clusters()
    .filter(
      ({ info, reach }) =>
        reach.state !== 'live' && (own.has(info.name) || isMeant(context, side, info.name)),
    )
    .map(({ info, reach }) => ({ cluster: info.name, state: reach.state }));
  return { kind, name, title, services, clusters: [...own].sort(), unread };
}

/** Whether the settings assign a whole cluster to a side, though nothing of it is known yet. */
function isMeant({ views, scope }: WorldContext, { kind, name }: SideRef, cluster: string): boolean {
  if (!scope.sees(wholeCluster(cluster))) return false;
  return kind === 'cluster' ? cluster === name : views.environment(cluster, '').name === name;
}

const nodesIn = (rows: readonly MapRow[]): MapNode[] => rows.filter((row) => row.kindOfRow === 'node');

function servicesOf(side: SideRef, nodes: readonly MapNode[]): number {
  const own = nodes.filter((node) => node.kind !== 'entry' && isOfSide(node, side));
  return new Set(own.map(({ service, id }) => service ?? id)).size;
}

function titleOf({ views }: WorldContext, { kind, name }: SideRef, nodes: readonly MapNode[]): string {
  if (kind === 'cluster') return name;
  const one = nodes.find(({ environment }) => environment === name);
  return views.environment(one?.cluster ?? '', one?.namespace ?? '').title;
}
