import { readFile } from 'node:fs/promises';

/** The fields of an audit.k8s.io/v1 Event that tests use. */
export type AuditEvent = {
  auditID: string;
  level: 'Metadata' | 'Request';
  /** Long requests (watch, logs) have both; all others only the second. */
  stage: 'ResponseStarted' | 'ResponseComplete' | 'Panic';
  verb: string;
  requestURI: string;
  user: { username: string };
  userAgent?: string;
  objectRef?: {
    apiGroup?: string;
    resource: string;
    subresource?: string;
    namespace?: string;
    name?: string;
  };
  responseStatus?: { code: number };
  /** Bodies are kept for writes to `apps` and `autoscaling`. */
  requestObject?: unknown;
  requestReceivedTimestamp: string;
};

/** Every given field must match; `userAgent` matches by its beginning. */
export type AuditQuery = {
  user?: string;
  userAgent?: string;
  verb?: string | readonly string[];
  resource?: string;
  namespace?: string;
  name?: string;
  /** Dry runs change nothing: left out unless wanted. */
  dryRun?: boolean;
};

export const WRITE_VERBS = ['create', 'update', 'patch', 'delete', 'deletecollection'] as const;

/** The log so far. A line that is still being written is left out. */
export async function readAuditLog(file: string): Promise<AuditEvent[]> {
  const text = await readFile(file, 'utf8').catch(() => '');
  const whole = text.slice(0, text.lastIndexOf('\n') + 1);
  return whole
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as AuditEvent);
}

/** The requests that match, each once, oldest first. */
export function selectAudit(events: readonly AuditEvent[], query: AuditQuery): AuditEvent[] {
  const verbs = typeof query.verb === 'string' ? [query.verb] : query.verb;
  const seen = new Set<string>();
  return events.filter((event) => {
    const ref = event.objectRef;
    const matches =
      (query.user === undefined || event.user.username === query.user) &&
      (query.userAgent === undefined || (event.userAgent ?? '').startsWith(query.userAgent)) &&
      (verbs === undefined || verbs.includes(event.verb)) &&
      (query.resource === undefined || ref?.resource === query.resource) &&
      (query.namespace === undefined || ref?.namespace === query.namespace) &&
      (query.name === undefined || ref?.name === query.name) &&
      isDryRun(event) === (query.dryRun ?? false);
    if (!matches || seen.has(event.auditID)) return false;
    seen.add(event.auditID);
    return true;
  });
}

function isDryRun(event: AuditEvent): boolean {
  return new URL(event.requestURI, 'https://localhost').searchParams.has('dryRun');
}
