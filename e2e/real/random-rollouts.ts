import { Random } from '@/demo/cluster/random';

export type RandomKind = 'Deployment' | 'StatefulSet' | 'DaemonSet';

/** A complete manifest of a workload; the same seed gives the same one. */
export interface RandomWorkload {
  readonly kind: RandomKind;
  readonly name: string;
  readonly spec: Readonly<Record<string, unknown>> & { readonly paused?: boolean };
}

/** Words for image tags with their weights; ../cluster/README.md describes their effects. */
const FATES = ['', '', '', '', '', '', '-notready', '-crashloop', '-nopull', '-slow'] as const;
const KINDS: readonly RandomKind[] = ['Deployment', 'Deployment', 'StatefulSet', 'DaemonSet'];
export const ROLLOUT_LABEL = 'rollout';

/** A workload and its random updates, without an end. */
export class RandomRollouts {
  readonly name: string;
  readonly kind: RandomKind;
  private readonly random: Random;
  private version = 0;
  private asked = false;
  private spec: RandomWorkload['spec'];

  constructor(seed: string) {
    this.name = seed;
    this.random = new Random(seed);
    this.kind = this.pick(KINDS);
    this.spec = { ...this.firstSpec(), ...this.numbers(), template: this.template() };
  }

  /** The next state to ask for: the first time as it is created, then with some of it changed. */
  next(): RandomWorkload {
    if (this.asked) this.spec = { ...this.spec, ...this.change() };
    this.asked = true;
    return { kind: this.kind, name: this.name, spec: this.spec };
  }

  private firstSpec(): Record<string, unknown> {
    const selector = { matchLabels: { [ROLLOUT_LABEL]: this.name } };
    switch (this.kind) {
      case 'Deployment': {
        const minReadySeconds = this.pick([0, 0, 0, 1, 2]);
        // The deadline must be longer than minReadySeconds.
        return {
          selector,
          minReadySeconds,
          progressDeadlineSeconds: this.chance(0.6) ? minReadySeconds + this.random.between(2, 4) : 600,
        };
      }
      case 'StatefulSet':
        return {
          selector,
          serviceName: this.name,
          podManagementPolicy: this.pick(['OrderedReady', 'Parallel']),
          minReadySeconds: this.pick([0, 0, 1, 3]),
        };
      case 'DaemonSet':
        return { selector, minReadySeconds: this.pick([0, 0, 1, 3]) };
    }
  }

  /** Replicas and strategy: what a later update may ask anew. */
  private numbers(): Record<string, unknown> {
    const replicas = this.random.between(0, 4);
    switch (this.kind) {
      case 'Deployment':
        return { replicas, strategy: this.deploymentStrategy() };
      case 'StatefulSet':
        return { replicas, updateStrategy: this.statefulSetStrategy(replicas) };
      case 'DaemonSet':
        return { updateStrategy: this.daemonSetStrategy() };
    }
  }

  private deploymentStrategy(): object {
    if (this.chance(0.15)) return { type: 'Recreate', rollingUpdate: null };
    const maxSurge = this.pick([0, 1, 2, '25%', '50%', '100%']);
    const maxUnavailable = maxSurge === 0 ? this.pick([1, 2, '50%']) : this.pick([0, 1, 2, '25%', '50%']);
    return { type: 'RollingUpdate', rollingUpdate: { maxSurge, maxUnavailable } };
  }

  private statefulSetStrategy(replicas: number): object {
    if (this.chance(0.1)) return { type: 'OnDelete', rollingUpdate: null };
    const partition = this.chance(0.5) ? 0 : this.random.between(0, replicas + 1);
    return { type: 'RollingUpdate', rollingUpdate: { partition } };
  }

  private daemonSetStrategy(): object {
    if (this.chance(0.1)) return { type: 'OnDelete', rollingUpdate: null };
    const rollingUpdate = this.chance(0.4)
      ? { maxSurge: this.pick([1, '50%']), maxUnavailable: 0 }
      : { maxSurge: 0, maxUnavailable: this.pick([1, 2, '50%']) };
    return { type: 'RollingUpdate', rollingUpdate };
  }

  private template(): object {
    this.version += 1;
    const image = `registry.example/${this.name}:v${this.version}${this.pick(FATES)}`;
    // One node, none of them, or all three; only a DaemonSet's number of pods depends on it.
    const zone =
      this.kind === 'DaemonSet' ? this.pick([undefined, undefined, 'eu-west-1a', 'none']) : undefined;
    return {
      metadata: { labels: { [ROLLOUT_LABEL]: this.name } },
      spec: {
        nodeSelector: zone === undefined ? null : { 'topology.kubernetes.io/zone': zone },
        containers: [
          { name: 'main', image, readinessProbe: { httpGet: { path: '/', port: 80 }, periodSeconds: 1 } },
        ],
      },
    };
  }

  private change(): Record<string, unknown> {
    const wasPaused = this.spec.paused === true;
    const mayPause = this.kind === 'Deployment' && (wasPaused ? this.chance(0.7) : this.chance(0.2));
    const change = {
      ...(this.chance(0.4) ? this.numbers() : {}),
      ...(mayPause ? { paused: !wasPaused } : {}),
    };
    const empty = Object.keys(change).length === 0;
    return empty || this.chance(0.7) ? { ...change, template: this.template() } : change;
  }

  private chance(share: number): boolean {
    return this.random.next() < share;
  }

  private pick<T>(values: readonly [T, ...T[]] | readonly T[]): T {
    return values[this.random.between(0, values.length - 1)] as T;
  }
}
