import type { TrafficKind } from '@/lib/model';
import { hubble } from './hubble';
import { istio } from './istio';
import { linkerd } from './linkerd';
import type { TrafficDialect } from './observation';
import { opentelemetry } from './opentelemetry';

export type { Observation, TrafficDialect } from './observation';

export const DIALECTS: Readonly<Record<TrafficKind, TrafficDialect>> = {
  istio,
  linkerd,
  hubble,
  opentelemetry,
};
