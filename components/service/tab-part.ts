import type { PlacementSummary, ServiceDetail } from '@/lib/model';
import type { UrlState } from '../list/use-url-state';

/** The input of a tab: one placement of one service, and the viewer. */
export interface TabPart {
  readonly service: ServiceDetail;
  readonly placement: PlacementSummary;
  /** The title of the placement: its environment, and its cluster and namespace when two share one. */
  readonly label: string;
  /** The names of all its placements. */
  readonly labels: ReadonlyMap<string, string>;
  /** Whether the viewer may request Changes. */
  readonly mayRequest: boolean;
  /** The address, where a tab keeps its state so that a link shows the same. */
  readonly url: UrlState;
}
