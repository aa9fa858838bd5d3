import { RelativeTime } from '../time/relative-time';
import type { ShellData } from './shell-data';

const SAID: Partial<Record<ShellData['clusters'][number]['state'], string>> = {
  connecting: 'connecting',
  stale: 'stale',
  unreachable: 'unreachable',
  unauthorized: 'refused',
  invalid: 'not usable',
};

/** The age of each cluster's data; clusters that are not live show their state. */
export function Gauges({ clusters }: { clusters: ShellData['clusters'] }) {
  return (
    <ul className="gauges" aria-label="Age of the data of each cluster">
      {clusters.map((cluster) => {
        const said = SAID[cluster.state];
        return (
          <li key={cluster.name}>
            <span className="pulse" data-cut={said === undefined ? undefined : ''} />
            <span className="gauges__name" title={cluster.name}>
              {cluster.name}
            </span>
            <span className="gauges__age">
              {said === undefined ? null : `${said} `}
              {cluster.observedAt === null ? null : <RelativeTime at={cluster.observedAt} />}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
