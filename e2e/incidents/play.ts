import { setTimeout as sleep } from 'node:timers/promises';
import { join } from 'node:path';
import { HEALTH, type ChangeTarget, type Problem } from '@/lib/model';
import { eventually } from '../cluster/eventually';
import type { AskedChange } from '../real/api';
import { INCIDENTS, type Incident } from './incidents';
import { CLUSTER, type Stage } from './stage';

/** How long an incident may take until the page shows it: an autoscaler's limit is shown after a minute. */
const SHOWN_MS_MAX = 120_000;

/** How an incident went. `problem` null: nothing was shown; else what was shown last. */
export interface Played {
  readonly incident: Incident;
  readonly problem: Problem | null;
  /** The id of the Change that was made, `CH-3`. */
  readonly change: string | null;
  /** The time from the action until the page showed all expected texts. */
  readonly seconds: number;
  /** The differences from what is expected; empty if there are none. */
  readonly wrong: readonly string[];
}

/** Plays all incidents at once, each in its namespace, and waits until each shows or its time is up. */
export async function playIncidents(stage: Stage, onShown: (played: Played) => void): Promise<Played[]> {
  const { raw, cluster } = stage;
  for (const { name } of INCIDENTS) {
    await raw.post('/api/v1/namespaces', { metadata: { name } });
    await cluster.apply(join(import.meta.dirname, 'manifests', `${name}.yaml`), name);
  }
  await eventually(async () => (await stage.api.services('?health=Healthy')).length === INCIDENTS.length, {
    what: 'all services healthy at version 1',
    timeoutMs: 60_000,
    everyMs: 500,
  });
  return Promise.all(
    INCIDENTS.map(async (incident) => {
      const played = await play(stage, incident);
      onShown(played);
      return played;
    }),
  );
}

async function play(stage: Stage, incident: Incident): Promise<Played> {
  const begun = performance.now();
  await incident.byHand?.(stage, incident.name);
  const change = incident.change === undefined ? null : await makeChange(stage, incident);
  let problem: Problem | null = null;
  let wrong: string[] = [];
  do {
    await sleep(500);
    const placements = await stage.api.troubles(HEALTH);
    problem = placements.find(({ namespace }) => namespace === incident.name) ?? null;
    wrong = differences(incident, problem, change);
  } while (wrong.length > 0 && performance.now() - begun < SHOWN_MS_MAX);
  return { incident, problem, change, seconds: Math.round((performance.now() - begun) / 1000), wrong };
}

async function makeChange({ api }: Stage, incident: Incident): Promise<string> {
  const change = await api.requestChange(asked(incident));
  await api.execute(change);
  return change.id;
}

function asked({ name, service, change, title }: Incident): AskedChange {
  const target: ChangeTarget = { cluster: CLUSTER, namespace: name, kind: 'Deployment', name: service };
  const reason = `Incident: ${title.toLowerCase()}.`;
  if (change?.action === 'scale') {
    return { action: 'scale', target, params: { replicas: change.replicas }, reason };
  }
  const image = `registry.example/shop/${service}:${change?.tag ?? ''}`;
  return { action: 'deploy', target, params: { image }, reason };
}

function differences(
  { shows, service, outside: edited }: Incident,
  problem: Problem | null,
  change: string | null,
): string[] {
  if (problem === null) return ['nothing is shown'];
  const { health, behind, outside, serviceName } = problem;
  const code = health.advice?.code ?? 'none';
  return [
    ...(serviceName === service ? [] : [`the service is ${serviceName}`]),
    ...(health.status === shows.status ? [] : [`status ${health.status}, not ${shows.status}`]),
    ...(code === shows.code ? [] : [`cause ${code}, not ${shows.code}`]),
    ...(shows.sentence.test(health.message) ? [] : [`sentence not ${String(shows.sentence)}`]),
    ...((behind?.id ?? null) === change
      ? []
      : [`behind ${behind?.id ?? 'nothing'}, not ${change ?? 'nothing'}`]),
    ...(outside?.object.kind === edited
      ? []
      : [`an edit outside of ${outside?.object.kind ?? 'nothing'}, not of ${edited ?? 'anything'}`]),
  ];
}
