import type { PlacementSummary, ServiceDetail } from '@/lib/model';
import type { UrlState } from '../list/use-url-state';

/** What a tab is given: one placement of one service, and who looks. */
export interface TabPart {
  readonly service: ServiceDetail;
  readonly placement: PlacementSummary;
  /** The placement's name: its environment, and where it is when two share one. */
  readonly label: string;
  /** The names of all its placements. */
  readonly labels: ReadonlyMap<string, string>;
  /** Whether the one who looks may ask for Changes. */
  readonly mayAsk: boolean;
  /** The address: a tab keeps there what it shows, so that a link shows the same. */
  readonly url: UrlState;
}
