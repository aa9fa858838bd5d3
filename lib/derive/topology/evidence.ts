import {
  EVIDENCE_SOURCES,
  describeRef,
  type Evidence,
  type EvidenceSource,
  type KubeObject,
} from '@/lib/model';
import type { TopologySource } from './source';

/** More evidence would add nothing. */
const EVIDENCE_MAX = 8;
const CHARS_MAX = 240;
const PLAIN = /^[ -~…]*$/u;
const UNSHOWN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

export interface Said {
  readonly source?: EvidenceSource;
  readonly object: string;
  readonly field: string;
  readonly value: string;
  /** The workload whose configuration it is, where the field is in another object. Shown before that object. */
  readonly by?: string;
}

/** Evidence with a line about what was read where. Texts from clusters and files are bounded and on one line. */
export function evidenceOf(
  said: Said,
  { cluster, observedAt }: Pick<TopologySource, 'cluster' | 'observedAt'>,
): Evidence {
  const object = shown(said.object);
  const field = shown(said.field);
  const value = shown(said.value);
  const by = said.by === undefined ? '' : `${shown(said.by)}, from `;
  return {
    source: said.source ?? 'configured',
    detail: `${by}${object}, ${field}: ${value}`,
    object,
    field,
    value,
    cluster,
    observedAt,
  };
}

/** `Deployment shop/checkout`. */
export function namedObject({ kind, metadata }: KubeObject): string {
  return describeRef({ kind, namespace: metadata.namespace || null, name: metadata.name });
}

/** Evidence without duplicates, the strongest first, then in the order of reading. */
export function strongestFirst(evidence: readonly Evidence[]): Evidence[] {
  if (evidence.length < 2) return [...evidence];
  const strength = (one: Evidence): number => EVIDENCE_SOURCES.indexOf(one.source);
  const once = new Map(evidence.map((one) => [one.detail, one]));
  return [...once.values()].sort((a, b) => strength(b) - strength(a)).slice(0, EVIDENCE_MAX);
}

/** Text from a cluster as it may be shown: without control characters or characters that reverse text, and bounded. */
export function shown(text: string): string {
  if (text.length <= CHARS_MAX && PLAIN.test(text)) return text;
  const plain = text.slice(0, CHARS_MAX * 2).replaceAll(UNSHOWN, '�');
  return plain.length > CHARS_MAX ? `${plain.slice(0, CHARS_MAX)}…` : plain;
}
