import { z } from 'zod';
import { ERROR_CODES } from './errors';

/** Longer lines are cut there: bytes of UTF-8, without the timestamp. */
export const LOG_LINE_BYTES_MAX = 16 * 1024;

/** Containers whose logs one viewer reads at a time. */
export const LOG_STREAMS_MAX = 20;

/**
 * One line of a container's log. `at` is the kubelet's own timestamp (RFC 3339, nanoseconds as written). `cut`: the line was longer than
 * 16 KiB and its rest was left out.
 */
export const logLineSchema = z.object({
  pod: z.string(),
  container: z.string(),
  at: z.string().nullable(),
  text: z.string(),
  cut: z.boolean(),
});
export type LogLine = z.infer<typeof logLineSchema>;

/** What becomes of one container's stream. */
export const LOG_SOURCE_STATES = ['open', 'ended', 'refused'] as const;
export type LogSourceState = (typeof LOG_SOURCE_STATES)[number];

/**
 * One message of `GET /api/v1/logs` (server-sent events, the event named as `type`).
 *
 * - `lines`: what came, in order per container; `source`: a container's stream began, ended or could not be opened (`sentence` says why).
 *   `code` is set with `refused`: `forbidden` (the server's own sentence names the right), `cluster-refused` (it waits to start),
 *   `not-found`, `cluster-unavailable` (it is tried again).
 * - `skipped`: the viewer reads more slowly than the containers write: that many lines were left out. `left-out`: so many containers are
 *   not read, since 20 are at a time. `end`: nothing more comes.
 */
export const logMessageSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('lines'), lines: z.array(logLineSchema) }),
  z.object({
    type: z.literal('source'),
    pod: z.string(),
    container: z.string(),
    state: z.enum(LOG_SOURCE_STATES),
    code: z.enum(ERROR_CODES).nullable(),
    sentence: z.string(),
  }),
  z.object({ type: z.literal('skipped'), lines: z.int() }),
  z.object({ type: z.literal('left-out'), containers: z.int() }),
  z.object({ type: z.literal('end'), sentence: z.string() }),
]);
export type LogMessage = z.infer<typeof logMessageSchema>;
