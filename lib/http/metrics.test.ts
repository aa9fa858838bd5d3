import { describe, expect, it } from 'vitest';
import { EVERYTHING, KINDS, type Scope } from '@/lib/model';
import { collectProcessMetrics, createRequestMetrics } from '@/lib/runtime/metrics';
import { createStreams } from '@/lib/runtime/streams';
import { running, scene } from '@/lib/views/testing/scene';
import { renderMetrics } from './metrics';

const NOW = new Date('2026-03-12T03:14:00Z');

function process() {
  const { world } = scene();
  world.put('eu', ...running({ name: 'cart', replicas: 2 }).all);
  return { store: world.store, streams: createStreams(), metrics: createRequestMetrics(), now: () => NOW };
}

async function scrape(observed: ReturnType<typeof process>, scope: Scope = EVERYTHING) {
  const response = await renderMetrics(observed, scope);
  return { response, lines: (await response.text()).split('\n') };
}

describe('GET /metrics', () => {
  it('has the metrics of Pilothouse by the names that dashboards use', async () => {
    const observed = process();
    observed.streams.add({ close: () => undefined, beat: () => undefined });
    observed.streams.countDropped();
    observed.metrics.answered({ operation: 'listServices', status: 200, seconds: 0.03 });
    const { response, lines } = await scrape(observed);
    expect(response.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
    expect(lines).toEqual(
      expect.arrayContaining([
        '# TYPE pilothouse_streams_open gauge',
        'pilothouse_streams_open 1',
        '# TYPE pilothouse_streams_dropped_total counter',
        'pilothouse_streams_dropped_total 1',
        'pilothouse_cluster_state{cluster="eu",state="live"} 1',
        'pilothouse_cluster_state{cluster="eu",state="stale"} 0',
        'pilothouse_objects{cluster="eu",kind="Pod"} 2',
        'pilothouse_quarantined{cluster="eu",kind="Pod"} 0',
        '# TYPE pilothouse_http_request_duration_seconds histogram',
        'pilothouse_http_request_duration_seconds_bucket{le="0.025",operation="listServices",status="200"} 0',
        'pilothouse_http_request_duration_seconds_bucket{le="0.05",operation="listServices",status="200"} 1',
        'pilothouse_http_request_duration_seconds_bucket{le="+Inf",operation="listServices",status="200"} 1',
        'pilothouse_http_request_duration_seconds_sum{operation="listServices",status="200"} 0.03',
        'pilothouse_http_request_duration_seconds_count{operation="listServices",status="200"} 1',
      ]),
    );
    expect(lines.filter((line) => line.startsWith('pilothouse_objects{cluster="eu"'))).toHaveLength(
      KINDS.length,
    );
    expect(lines.some((line) => /^pilothouse_cluster_age_seconds\{cluster="eu"\} \d/u.test(line))).toBe(true);
  });

  it('names no cluster that the scope does not see', async () => {
    const blind: Scope = { ...EVERYTHING, sees: () => false };
    const { lines } = await scrape(process(), blind);
    expect(lines.filter((line) => line.includes('cluster='))).toEqual([]);
    expect(lines).toContain('pilothouse_streams_open 0');
  });

  it('has those of Node, with the lag of the event loop', async () => {
    const observed = process();
    collectProcessMetrics(observed.metrics);
    const { lines } = await scrape(observed);
    for (const name of [
      'process_resident_memory_bytes',
      'nodejs_heap_size_used_bytes',
      'process_uptime_seconds',
      'nodejs_eventloop_lag_max_seconds',
      'nodejs_eventloop_lag_p99_seconds',
    ])
      expect(lines.filter((line) => line.startsWith(`${name} `))).toHaveLength(1);
  });

  it('keeps the counts of two runtimes apart', async () => {
    const [one, other] = [process(), process()];
    one.metrics.answered({ operation: 'listServices', status: 200, seconds: 0.03 });
    expect((await scrape(other)).lines.some((line) => line.includes('listServices'))).toBe(false);
    expect((await scrape(one)).lines.some((line) => line.includes('listServices'))).toBe(true);
  });
});
