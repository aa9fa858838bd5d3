import { z } from 'zod';

/**
 * One line of a container's log. `at` is the kubelet's own timestamp (RFC 3339, nanoseconds as written). `cut`: the line was longer than
 * what is shown (16 KiB) and its rest was left out.
 */
export const logLineSchema = z.object({
  pod: z.string(),
  container: z.string(),
  at: z.string().nullable(),
  text: z.string(),
  cut: z.boolean(),
});
export type LogLine = z.infer<typeof logLineSchema>;

/**
 * One message of `GET /api/v1/logs` (server-sent events, the event named as `type`).
 *
 * - `lines`: what came, in order per container; `source`: a container's stream began, ended or could not be opened (`sentence` says why).
 * - `skipped`: the viewer reads more slowly than the containers write: that many lines were left out; `end`: all streams have ended.
 */
export const logMessageSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('lines'), lines: z.array(logLineSchema) }),
  z.object({
    type: z.literal('source'),
    pod: z.string(),
    container: z.string(),
    state: z.enum(['open', 'ended', 'refused']),
    sentence: z.string(),
  }),
  z.object({ type: z.literal('skipped'), lines: z.int() }),
  z.object({ type: z.literal('end'), sentence: z.string() }),
]);
export type LogMessage = z.infer<typeof logMessageSchema>;
