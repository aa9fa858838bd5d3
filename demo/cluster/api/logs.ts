import { fateOf } from '../fates';
import { fnv1a } from '../json';
import { badRequest, notFound } from '../status-error';
import type { ContainerStatus, Pod } from '../types';
import type { World } from '../world';
import { resource } from '../resources';
import type { Call, Target } from './request';

const LINES_MAX = 500;
const INTERVAL_MS = 1700;

interface Run {
  pod: Pod;
  container: string;
  image: string;
  startedMs: number;
  endedMs: number | null;
  endReason: string | null;
}

function runOf({ pod, status, previous }: { pod: Pod; status: ContainerStatus; previous: boolean }): Run {
  const { name: container, image, state, lastState } = status;
  const ended = previous
    ? lastState.terminated
    : (state.terminated ?? (state.running ? undefined : lastState.terminated));
  if (previous && !ended) {
    throw badRequest(`previous terminated container "${container}" in pod "${pod.metadata.name}" not found`);
  }
  if (ended) {
    return {
      pod,
      container,
      image,
      startedMs: Date.parse(ended.startedAt),
      endedMs: Date.parse(ended.finishedAt),
      endReason: ended.reason,
    };
  }
  if (!state.running) {
    throw badRequest(
      `container "${container}" in pod "${pod.metadata.name}" is waiting to start: ${state.waiting?.reason ?? 'ContainerCreating'}`,
    );
  }
  return {
    pod,
    container,
    image,
    startedMs: Date.parse(state.running.startedAt),
    endedMs: null,
    endReason: null,
  };
}

const PATHS = ['/healthz', '/v1/items', '/v1/orders', '/v1/customers', '/v1/quotes', '/metrics'];

function messageOf(run: Run, index: number, atMs: number): string {
  const dice = fnv1a(`${run.pod.metadata.uid ?? ''}/${String(index)}`);
  const trace = dice.toString(16).padStart(8, '0');
  const say = (level: string, msg: string, more: object = {}) =>
    JSON.stringify({ time: new Date(atMs).toISOString(), level, service: run.container, msg, ...more });
  if (index === 0) return say('info', 'starting', { image: run.image });
  if (index === 1) return say('info', 'configuration read', { source: 'environment' });
  if (index === 2 && fateOf(run.image) !== 'notready') return say('info', 'listening', { port: 8080 });
  if (fateOf(run.image) === 'notready')
    return say('warn', 'not ready: waiting for the first connection to the database', { attempt: index });
  if (dice % 23 === 0) return say('warn', 'slow upstream answer', { ms: 400 + (dice % 900), trace });
  const path = PATHS[dice % PATHS.length] ?? '/';
  return say('info', 'request', { method: 'GET', path, status: 200, ms: 2 + (dice % 60), trace });
}

function lastWords({ container, endReason, endedMs }: Run): string[] {
  const time = new Date(endedMs ?? 0).toISOString();
  if (endReason === 'OOMKilled') {
    return [
      JSON.stringify({ time, level: 'warn', service: container, msg: 'risk model cache grew', heapMiB: 471 }),
      JSON.stringify({
        time,
        level: 'warn',
        service: container,
        msg: 'allocation rate is high, garbage collection cannot keep up',
        heapMiB: 508,
      }),
    ];
  }
  return [
    JSON.stringify({
      time,
      level: 'fatal',
      service: container,
      msg: 'configuration is not usable: PRICE_LIST_URL is not a URL',
    }),
    '    at readConfiguration (/app/configuration.js:41:11)',
    '    at main (/app/main.js:12:18)',
  ];
}

/** The lines of a container's run up to `untilMs`, each with its time; the same run always says the same. */
function linesUntil(run: Run, untilMs: number): [atMs: number, text: string][] {
  const endMs = Math.min(run.endedMs ?? untilMs, untilMs);
  const count = Math.max(0, Math.floor((endMs - run.startedMs) / INTERVAL_MS) + 1);
  const first = Math.max(0, count - LINES_MAX);
  const lines: [number, string][] = [];
  for (let index = first; index < count; index++) {
    const atMs = run.startedMs + index * INTERVAL_MS;
    lines.push([atMs, messageOf(run, index, atMs)]);
  }
  if (run.endedMs !== null && run.endedMs <= untilMs) {
    for (const text of lastWords(run)) lines.push([run.endedMs, text]);
  }
  return lines;
}

/** Answers `GET …/pods/{name}/log` with tailLines, sinceSeconds, timestamps, previous and follow; at most 500 lines back. */
export function answerLogs(world: World, target: Target, { url, response }: Call): void {
  const query = url.searchParams;
  const pod = world.store.get<Pod>('pods', target.namespace, target.name ?? '');
  if (!pod) throw notFound(resource('pods'), target.name ?? '');
  const wanted = query.get('container') ?? pod.spec.containers[0]?.name ?? '';
  if (!pod.spec.containers.some(({ name }) => name === wanted)) {
    throw badRequest(`container ${wanted} is not valid for pod ${pod.metadata.name}`);
  }
  const status = pod.status?.containerStatuses?.find(({ name }) => name === wanted);
  if (!status)
    throw badRequest(
      `container "${wanted}" in pod "${pod.metadata.name}" is waiting to start: ContainerCreating`,
    );
  const run = runOf({ pod, status, previous: query.get('previous') === 'true' });
  const sinceMs = query.has('sinceSeconds')
    ? world.clock.now() - Number(query.get('sinceSeconds')) * 1000
    : -Infinity;
  const stamped = query.get('timestamps') === 'true';
  const print = ([atMs, text]: [number, string]) =>
    `${stamped ? `${new Date(atMs).toISOString().replace('Z', '000000Z')} ` : ''}${text}\n`;
  const lines = linesUntil(run, world.clock.now()).filter(([atMs]) => atMs >= sinceMs);
  const tail = query.has('tailLines') ? Number(query.get('tailLines')) : lines.length;
  if (!Number.isInteger(tail) || tail < 0) throw badRequest('tailLines must be a whole number, at least 0');
  response.writeHead(200, { 'content-type': 'text/plain', 'cache-control': 'no-cache, private' });
  const kept = tail === 0 ? [] : lines.slice(-tail);
  response.write(kept.map(print).join(''));
  if (query.get('follow') !== 'true' || run.endedMs !== null) return void response.end();
  follow(world, run, { response, print, sentMs: lines.at(-1)?.[0] ?? -Infinity });
}

function follow(
  world: World,
  run: Run,
  to: { response: Call['response']; print: (line: [number, string]) => string; sentMs: number },
): void {
  const { response, print } = to;
  let { sentMs } = to;
  let cancel = () => {};
  const { namespace, name, uid } = run.pod.metadata;
  const look = () => {
    const pod = world.store.get<Pod>('pods', namespace, name);
    const status =
      pod?.metadata.uid === uid
        ? pod?.status?.containerStatuses?.find((other) => other.name === run.container)
        : undefined;
    const stillRuns = Date.parse(status?.state.running?.startedAt ?? '') === run.startedMs;
    const ended = stillRuns ? undefined : (status?.state.terminated ?? status?.lastState.terminated);
    const now: Run = ended ? { ...run, endedMs: Date.parse(ended.finishedAt), endReason: ended.reason } : run;
    const fresh = linesUntil(now, world.clock.now()).filter(([atMs]) => atMs > sentMs);
    sentMs = fresh.at(-1)?.[0] ?? sentMs;
    if (fresh.length) response.write(fresh.map(print).join(''));
    if (!stillRuns) return void response.end();
    cancel = world.clock.after(INTERVAL_MS, look);
  };
  cancel = world.clock.after(INTERVAL_MS, look);
  response.on('close', () => cancel());
  response.on('error', () => cancel());
}
