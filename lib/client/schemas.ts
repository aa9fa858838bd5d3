import { z } from 'zod';
import {
  auditRecordSchema,
  changeDetailSchema,
  clusterDetailSchema,
  dependentsSchema,
  edgeVerdictRequestSchema,
  eventSchema,
  logMessageSchema,
  madeRegistryTokenSchema,
  pageSchema,
  readinessSchema,
  registryAvailabilitySchema,
  registryHistorySchema,
  registryTokenSchema,
  registryLatencyPageSchema,
  searchAnswerSchema,
  serviceDetailSchema,
  serviceHistorySchema,
  topologyDifferencesSchema,
} from '@/lib/model';

/** The schemas of answers. Loaded with the first call that needs them, so that no page waits for them. */
export const schemas = {
  /** For calls whose result comes by the stream. */
  anything: z.unknown(),
  auditPage: pageSchema(auditRecordSchema),
  change: changeDetailSchema,
  cluster: clusterDetailSchema,
  dependents: dependentsSchema,
  edgeVerdict: edgeVerdictRequestSchema.pick({ edge: true, verdict: true }),
  eventsPage: pageSchema(eventSchema),
  logMessage: logMessageSchema,
  madeRegistryToken: madeRegistryTokenSchema,
  readiness: readinessSchema,
  registryAvailability: registryAvailabilitySchema,
  registryHistory: registryHistorySchema,
  registryTokens: pageSchema(registryTokenSchema),
  registryLatency: registryLatencyPageSchema,
  search: searchAnswerSchema,
  service: serviceDetailSchema,
  serviceHistory: serviceHistorySchema,
  topologyDifferences: topologyDifferencesSchema,
} as const;
export type Schemas = typeof schemas;
