import { change } from './entries/change';
import { changes } from './entries/changes';
import { clusters } from './entries/clusters';
import { now } from './entries/now';
import { placements } from './entries/placements';
import { registeredService } from './entries/registered-service';
import { registry } from './entries/registry';
import { service } from './entries/service';
import { services } from './entries/services';
import { topology } from './entries/topology';
import type { View } from './view';

/** Every view, in the order in which one move is published. */
export const VIEWS: readonly View[] = [
  placements,
  services,
  clusters,
  changes,
  registry,
  topology,
  service,
  change,
  registeredService,
  now,
];
