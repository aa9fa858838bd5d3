import type { Blocker, BlockerCode } from '@/lib/model';
import { receiptOf, type Viewpoint } from '../evidence';
import { earliest } from '../times';
import { count, listed, quoted, sentence } from '../sentences';
import { memoryInWords } from './memory';
import type { PodView, PodTrouble } from './trouble';

/** A pod that has a trouble. */
export interface TroubledPod extends PodView {
  readonly trouble: PodTrouble;
}

/** Pods that share one kind of trouble; the first by name is the example for all. */
export interface TroubleGroup {
  readonly code: BlockerCode;
  readonly first: TroubledPod;
  readonly pods: readonly TroubledPod[];
  readonly since: string | null;
}

/** Which kind comes first where several have as many pods. */
const CODE_ORDER: Readonly<Record<BlockerCode, number>> = {
  'image-pull': 0,
  'config-missing': 1,
  'out-of-memory': 2,
  'crash-loop': 3,
  liveness: 4,
  'node-lost': 5,
  readiness: 6,
  unschedulable: 7,
  quota: 8,
  'create-failed': 9,
  other: 10,
};

/** Troubles by kind, those of most pods first. */
export function groupTroubles(views: readonly PodView[]): readonly TroubleGroup[] {
  const byCode = new Map<BlockerCode, TroubledPod[]>();
  for (const view of views) {
    if (view.trouble === null) continue;
    const troubled: TroubledPod = { ...view, trouble: view.trouble };
    byCode.set(view.trouble.code, [...(byCode.get(view.trouble.code) ?? []), troubled]);
  }
  return [...byCode.entries()]
    .flatMap(([code, unsorted]) => {
      const pods = unsorted.toSorted((a, b) => (a.pod.metadata.name < b.pod.metadata.name ? -1 : 1));
      const [first] = pods;
      return first === undefined
        ? []
        : [{ code, first, pods, since: earliest(pods.map(({ trouble }) => trouble.since)) }];
    })
    .sort((a, b) => b.pods.length - a.pods.length || CODE_ORDER[a.code] - CODE_ORDER[b.code]);
}

/** What is wrong with these pods, to follow their number: `1 of 3 pods` + ` cannot pull its image …`. */
export function groupSays(
  group: TroubleGroup,
  options: { readonly withImage: boolean } = { withImage: true },
): string {
  const { trouble } = group.first;
  const one = group.pods.length === 1;
  const their = one ? 'its' : 'their';
  switch (group.code) {
    case 'image-pull':
      return `cannot pull ${their} image${options.withImage && trouble.image !== null ? ` ${trouble.image}` : ''}`;
    case 'config-missing':
      return `cannot start: ${quoted(trouble.detail)}`;
    case 'out-of-memory':
      return `${one ? 'was' : 'were'} killed for using more than ${memoryOf(group, their)}`;
    case 'crash-loop':
      return `${one ? 'keeps' : 'keep'} crashing (container ${trouble.container ?? ''}, ${quoted(trouble.detail)})`;
    case 'liveness':
      return `${one ? 'keeps' : 'keep'} being killed by ${their} ${probeWords(trouble)}`;
    case 'node-lost':
      return `${one ? 'was' : 'were'} lost with ${nodeWords(group)}: ${quoted(trouble.detail)}`;
    case 'readiness':
      return trouble.container === null
        ? `${one ? 'is' : 'are'} held back from being ready: ${quoted(trouble.detail)}`
        : `${one ? 'runs and fails' : 'run and fail'} ${their} readiness probe: ${quoted(trouble.probe?.answer ?? trouble.detail)}`;
    case 'unschedulable':
      return `cannot be scheduled: ${quoted(schedulerCounts(trouble.detail))}`;
    case 'quota':
    case 'create-failed':
      return `cannot be created: ${quoted(trouble.detail)}`;
    case 'other':
      return `cannot start: ${quoted(trouble.detail)}`;
  }
}

/** Why the scheduler could use no node, without its remark that preemption would not help. */
function schedulerCounts(detail: string): string {
  return detail.replace(/\.\s+(?:no new claims to deallocate, )?preemption: .*$/su, '');
}

/** `liveness probe (container web, HTTP probe failed with statuscode: 500)`. */
function probeWords({ detail, container, probe }: PodTrouble): string {
  return `${probe?.probe ?? 'liveness'} probe (container ${container ?? ''}, ${quoted(probe?.answer ?? detail)})`;
}

const NODES_NAMED_MAX = 3;

function nodeWords({ pods }: TroubleGroup): string {
  const nodes = [...new Set(pods.map(({ pod }) => pod.spec.nodeName ?? ''))].sort();
  if (nodes.length > NODES_NAMED_MAX) return count(nodes.length, 'node');
  return `${nodes.length === 1 ? 'node' : 'nodes'} ${listed(nodes)}`;
}

function memoryOf({ first }: TroubleGroup, their: string): string {
  const { container } = first.trouble;
  const limit = [...first.pod.spec.containers, ...first.pod.spec.initContainers].find(
    ({ name }) => name === container,
  )?.limits['memory'];
  return limit === undefined
    ? `the memory that ${their === 'its' ? 'its node' : 'their nodes'} had left`
    : `${their} ${memoryInWords(limit)} of memory`;
}

/** The group as what blocks a rollout. `says` is without capital and full stop. */
export function blockerOf(group: TroubleGroup, view: Viewpoint): { says: string; blocker: Blocker } {
  const { first, pods, code } = group;
  const says = `${count(pods.length, 'pod')} ${groupSays(group)}`;
  const blocker = {
    code,
    sentence: sentence(says),
    detail: first.trouble.detail,
    pods: pods.length,
    pod: first.pod.metadata.name,
    image: first.trouble.image,
    receipt: receiptOf(first.trouble.object ?? first.pod, view, first.trouble),
  };
  return { says, blocker };
}
