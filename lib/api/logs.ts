import { logMessageSchema, WORKLOAD_KINDS } from '@/lib/model';
import { openLogText, openLogs } from '@/lib/reads';
import { z } from 'zod';
import { frontOperation, type FrontOperation } from './operation';

const name = z.string().min(1).max(300);
const WHOLE = 'expected a whole number of seconds, 1 to 2592000';
const TAIL = 'expected a whole number of lines, 0 to 50000';
const flag = z
  .enum(['0', '1'], 'expected 0 or 1')
  .default('0')
  .transform((value) => value === '1');

const which = {
  cluster: name,
  namespace: name,
  pod: name.optional().meta({ description: 'One pod. Alternatives: `kind` and `name`, or `service`.' }),
  kind: z
    .enum(WORKLOAD_KINDS, `expected one of ${WORKLOAD_KINDS.join(', ')}`)
    .optional()
    .meta({ description: 'Together with `name`: all pods of a workload.' }),
  name: name.optional(),
  service: z
    .string()
    .min(1)
    .max(800)
    .optional()
    .meta({ description: 'All pods of a service in this cluster and namespace, by its id.' }),
  container: name
    .optional()
    .meta({ description: 'Only this container of each pod; default all containers.' }),
  previous: flag.meta({ description: '1: the previous run of each container.' }),
  sinceSeconds: z.coerce.number(WHOLE).int(WHOLE).min(1, WHOLE).max(2_592_000, WHOLE).optional(),
  sinceTime: z.iso
    .datetime({ offset: true, error: 'expected a time as RFC 3339 writes it' })
    .optional()
    .meta({ description: 'Cannot be combined with `sinceSeconds`.' }),
  tail: z.coerce
    .number(TAIL)
    .int(TAIL)
    .min(0, TAIL)
    .max(50_000, TAIL)
    .optional()
    .meta({ description: 'Number of last lines of each container.' }),
};

/** Logs of containers, as a stream and as a file. */
export const LOGS: readonly FrontOperation[] = [
  frontOperation({
    id: 'openLogs',
    path: '/api/v1/logs',
    summary:
      'Server-sent events: the logs of a pod, a workload or a service, up to 20 containers, merged by time',
    access: 'read',
    effect: 'read',
    query: z.strictObject({
      ...which,
      follow: flag.meta({ description: '1: continues with new lines, and includes new pods.' }),
    }),
    answer: logMessageSchema,
    mediaType: 'text/event-stream',
    handle: ({ query }, { logs }, transport) => transport.logs(openLogs(logs, query)),
  }),
  frontOperation({
    id: 'downloadLogs',
    path: '/api/v1/logs/download',
    summary: 'The same logs as a text file with pod, container, timestamp and line, grouped by container',
    access: 'read',
    effect: 'read',
    query: z.strictObject(which),
    answer: z.string(),
    mediaType: 'text/plain',
    handle: ({ query }, { logs }, transport) =>
      transport.logText(query, (signal) => openLogText(logs, query, signal)),
  }),
];
