import {
  auditRecordSchema,
  changeDetailSchema,
  clusterDetailSchema,
  dependentsSchema,
  edgeVerdictRequestSchema,
  eventSchema,
  logMessageSchema,
  pageSchema,
  readinessSchema,
  searchAnswerSchema,
  serviceDetailSchema,
  serviceHistorySchema,
} from '@/lib/model';

/** What answers must look like. Loaded beside the first call that asks for it: no page waits for it to be drawn. */
export const schemas = {
  auditPage: pageSchema(auditRecordSchema),
  change: changeDetailSchema,
  cluster: clusterDetailSchema,
  dependents: dependentsSchema,
  edgeVerdict: edgeVerdictRequestSchema.pick({ edge: true, verdict: true }),
  eventsPage: pageSchema(eventSchema),
  logMessage: logMessageSchema,
  readiness: readinessSchema,
  search: searchAnswerSchema,
  service: serviceDetailSchema,
  serviceHistory: serviceHistorySchema,
} as const;
export type Schemas = typeof schemas;
