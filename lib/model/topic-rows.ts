import type { ChangeRow, ChangeSummary } from './dto-change';
import type { ClusterSummary } from './dto-cluster';
import type { NowView, Problem } from './dto-now';
import type { RolloutRow, ServiceSummary } from './dto-services';
import type { RegistryRow } from './dto-registry';
import type { RegistryDetailRow } from './registry-detail-rows';
import type { ServiceRow } from './service-rows';
import type { MapRow } from './topology';

/** The rows of the topics that are lists. */
export interface ListRows {
  services: ServiceSummary;
  health: Problem;
  rollouts: RolloutRow;
  clusters: ClusterSummary;
  changes: ChangeSummary;
  now: NowView;
  topology: MapRow;
  registry: RegistryRow;
}
export type ListTopic = keyof ListRows;

/** The rows of topics of one thing, by the part of the topic before the colon. */
export interface DetailRows {
  service: ServiceRow;
  change: ChangeRow;
  registry: RegistryDetailRow;
}
export type DetailTopic = `${keyof DetailRows}:${string}`;
export type DetailRow<T extends DetailTopic> = T extends `${infer K extends keyof DetailRows}:${string}`
  ? DetailRows[K]
  : never;
