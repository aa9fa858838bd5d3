import type { ReactNode } from 'react';
import { HistoryTab } from '../history/history-tab';
import { LogsPanel } from '../logs/logs-panel';
import { EventsTab } from './events-tab';
import { HealthTab } from './health-tab';
import { PodsTab } from './pods-tab';
import { RolloutTab } from './rollout-tab';
import type { TabPart } from './tab-part';

export interface ServiceTab {
  /** Its name in the address, `?tab=`. */
  readonly id: string;
  readonly label: string;
  /** A number beside the label. */
  readonly count?: (part: TabPart) => number;
  /** It takes the whole width; beside the other tabs are Changes and addresses. */
  readonly wide?: boolean;
  readonly render: (part: TabPart) => ReactNode;
}

/** The tabs of a service's page, in their order; the first is shown unless the address names another. */
export const SERVICE_TABS: readonly [ServiceTab, ...ServiceTab[]] = [
  { id: 'pods', label: 'Pods', count: podsOf, render: (part) => <PodsTab {...part} /> },
  { id: 'health', label: 'Health', render: (part) => <HealthTab {...part} /> },
  { id: 'rollout', label: 'Rollout', wide: true, render: (part) => <RolloutTab {...part} /> },
  { id: 'events', label: 'Events', render: (part) => <EventsTab {...part} /> },
  {
    id: 'logs',
    label: 'Logs',
    wide: true,
    render: ({ service, placement }) => (
      <LogsPanel key={placement.id} service={service} placement={placement} />
    ),
  },
  { id: 'history', label: 'History', wide: true, render: (part) => <HistoryTab {...part} /> },
];

function podsOf({ service, placement }: TabPart): number {
  return service.pods.filter((pod) => pod.placement === placement.id).length;
}
