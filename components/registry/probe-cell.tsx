import type { RegistryInstance, RegistryLatency, RegistryProbe } from '@/lib/model';
import { RelativeTime } from '../time';
import { failedMinutes, failedOf, msWords, SPARK, sparkPath, sparkWords } from './latency-spark';

/** The latencies of a probe in the last hour; undefined: not known, or not loaded yet. */
export type LatencyOf = (instance: string, asks: string) => RegistryLatency | undefined;

/** The results of Pilothouse's own probes of an instance: the last answer, the last hour, and failures. */
export function ProbeCell({
  instance: { id, probes, since },
  latencyOf,
}: {
  instance: RegistryInstance;
  latencyOf: LatencyOf;
}) {
  if (probes.length === 0) return <span className="muted">–</span>;
  return probes.map((probe) => (
    <Probe
      key={`${probe.by} ${probe.asks}`}
      probe={probe}
      latency={latencyOf(id, probe.asks)}
      shownSince={since}
    />
  ));
}

interface ProbeProps {
  probe: RegistryProbe;
  latency: RegistryLatency | undefined;
  /** A time that is already shown beside it. */
  shownSince: string | null;
}

function Probe({ probe, latency, shownSince }: ProbeProps) {
  const { asks, by, tookMs, heard, sentence } = probe;
  const failed = latency === undefined ? null : failedOf(latency);
  if (heard === null) {
    return (
      <div className="probe muted" title={`${asks}, for ${by}`}>
        {sentence}
      </div>
    );
  }
  return (
    <div className="probe">
      <div className="probe-line" title={`${asks}, for ${by}`}>
        <b className={tookMs === null ? 'none' : undefined}>
          {tookMs === null ? 'no answer' : msWords(tookMs)}
        </b>
        {latency === undefined || failed?.asked === 0 ? null : <LatencySpark latency={latency} />}
      </div>
      <span className="sub">
        <Verdict probe={probe} shownSince={shownSince} />
        {failed === null || failed.failed === 0
          ? null
          : ` ${failed.failed.toLocaleString('en')} of ${failed.asked.toLocaleString('en')} failed.`}
      </span>
    </div>
  );
}

/** `HTTP 200.`; with the time since when it fails, where it does. */
function Verdict({
  probe: { status, since, sentence },
  shownSince,
}: Pick<ProbeProps, 'probe' | 'shownSince'>) {
  if (status !== 'critical' || since === null || since === shownSince) return sentence;
  return (
    <>
      <RelativeTime at={since} form="for" />: {sentence}
    </>
  );
}

function LatencySpark({ latency }: { latency: RegistryLatency }) {
  const { width, height, base, row } = SPARK;
  return (
    <svg
      className="latency"
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-label={sparkWords(latency)}
      preserveAspectRatio="none"
    >
      <title>{sparkWords(latency)}</title>
      <path className="floor" d={`M0 ${base}H${width}`} />
      <rect className="track" y={row} width={width} height={height - row} />
      <path className="line" d={sparkPath(latency)} />
      {failedMinutes(latency).map(({ x, width: wide }) => (
        <rect key={x} className="failed" x={x} y={row} width={wide} height={height - row} />
      ))}
    </svg>
  );
}
