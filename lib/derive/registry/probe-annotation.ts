import { readProbe, type ReadProbe, type Service } from '@/lib/model';

/** The annotation of a Kubernetes Service by which its owner has its endpoints probed. */
const PROBE = 'pilothouse.dev/probe';

/** The probe that a Service wants, or a sentence about what is wrong with its annotation; null where it has none. */
export function probeOfService({ metadata }: Service): ReadProbe | null {
  const text = metadata.annotations[PROBE];
  if (text === undefined) return null;
  const read = readProbe(text);
  return read.ok ? read : { ok: false, problem: `${PROBE}: ${read.problem}.` };
}
