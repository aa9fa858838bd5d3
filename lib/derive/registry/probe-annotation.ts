import { readProbe, type ReadProbe, type Service } from '@/lib/model';

/** The annotation of a Kubernetes Service by which its owner has its endpoints asked. */
const PROBE = 'pilothouse.dev/probe';

/** How the probe of a Service is to be, or a sentence that says what is wrong with it; null: its owner wants none. */
export function probeOfService({ metadata }: Service): ReadProbe | null {
  const text = metadata.annotations[PROBE];
  if (text === undefined) return null;
  const read = readProbe(text);
  return read.ok ? read : { ok: false, problem: `${PROBE}: ${read.problem}.` };
}
