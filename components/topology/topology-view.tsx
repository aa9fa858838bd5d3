'use client';
import { useTopology } from '@/lib/client';
import type { MapRow, Snapshot } from '@/lib/model';
import { EmptyState } from '../ui/states';
import { PageHead } from '../ui/page-head';
import { DeskMap } from './desk-map';
import { PhoneMap } from './phone-map';
import { useMapQuery } from './use-map-query';
import { useWide } from './use-wide';

export interface TopologyViewProps {
  initial: Snapshot<MapRow>;
}

/** What calls what: on a desk as a map, on a phone as the neighbourhood of one service. */
export function TopologyView({ initial }: TopologyViewProps) {
  const rows = useTopology(initial);
  const { query, url } = useMapQuery();
  const wide = useWide();
  if (rows.length === 0) {
    return (
      <>
        <PageHead title="Topology" />
        <EmptyState title="No services yet.">
          What runs in your clusters is drawn here with what it calls, as soon as a cluster answers. Edges are
          read from Ingresses, environment variables, ConfigMaps, the catalog and, where there is one, a
          Prometheus.
        </EmptyState>
      </>
    );
  }
  if (wide === false) return <PhoneMap rows={rows} query={query} url={url} />;
  return <DeskMap rows={rows} query={query} url={url} />;
}
