import { prometheus } from './prometheus';

export { watchSources } from './watch-sources';

/**
 * What is read outside the clusters, by kind. A new kind is a file here and a line in this table: `watchSources` gives it its schedule, its
 * age, its backoff and its bounds. Jobs (lib/jobs) use the readings.
 */
export const SOURCES = { prometheus };
