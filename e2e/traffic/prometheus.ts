import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { startChild, startGuard, waitUntilUp } from '../cluster/child';
import { freePorts } from '../cluster/ports';
import { history, type Called } from './series';

const PROGRAMS = ['prometheus', 'promtool'] as const;
/** The time between two samples in a block. */
const STEP_S = 15;
/** How long before now a block begins. It also continues after now, so that rates are the same at any time. */
const PAST_S = 900;
const FUTURE_S = 1800;

/** The folder that holds `prometheus` and `promtool`: `PROMETHEUS_HOME`, the user's cache (see .ci/run), or the path. Null: nowhere. */
export function findPrometheus(env: NodeJS.ProcessEnv = process.env): string | null {
  const cache = join(env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'pilothouse', 'prometheus');
  const folders = [env.PROMETHEUS_HOME ?? '', cache, ...(env.PATH ?? '').split(delimiter)];
  const holds = (folder: string): boolean =>
    folder !== '' && PROGRAMS.every((program) => existsSync(join(folder, program)));
  return folders.find(holds) ?? null;
}

/** Why the tests against a real Prometheus cannot run here; null: they can. */
export function whyNoPrometheus(): string | null {
  return findPrometheus() === null
    ? 'no Prometheus: set PROMETHEUS_HOME to a folder with prometheus and promtool, or install the package'
    : null;
}

export interface RealPrometheus {
  readonly url: string;
  stop(): Promise<void>;
}

export interface PrometheusOptions {
  /** The series that it has from the start: counters that grow evenly, until half an hour from now. */
  readonly calls?: readonly Called[];
  /** `host:port` of an exporter that it scrapes twice a second. */
  readonly scrape?: string;
}

/** A new Prometheus on loopback, whose folder is removed with it. */
export async function startPrometheus({ calls = [], scrape }: PrometheusOptions): Promise<RealPrometheus> {
  const home = findPrometheus();
  if (home === null) throw new Error(whyNoPrometheus() ?? '');
  const folder = await mkdtemp(join(tmpdir(), 'pilothouse-prometheus-'));
  const guard = startGuard(folder);
  try {
    const data = join(folder, 'data');
    if (calls.length > 0) await writeBlocks({ home, folder, data }, calls);
    await writeFile(join(folder, 'prometheus.yml'), configOf(scrape));
    const [port] = await freePorts(1);
    const url = `http://127.0.0.1:${port}`;
    const args = [
      `--config.file=${join(folder, 'prometheus.yml')}`,
      `--storage.tsdb.path=${data}`,
      `--web.listen-address=127.0.0.1:${port}`,
    ];
    const logFile = join(folder, 'log');
    const child = startChild({ name: 'prometheus', program: join(home, 'prometheus'), args, logFile }, guard);
    await waitUntilUp(child, async () => (await fetch(`${url}/-/ready`)).ok);
    return {
      url,
      async stop() {
        await child.stop();
        await rm(folder, { recursive: true, force: true });
        guard.dismiss();
      },
    };
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    guard.dismiss();
    throw error;
  }
}

interface Folders {
  readonly home: string;
  readonly folder: string;
  readonly data: string;
}

async function writeBlocks({ home, folder, data }: Folders, calls: readonly Called[]): Promise<void> {
  const now = Math.floor(Date.now() / 1000);
  const file = join(folder, 'history.om');
  await writeFile(file, history(calls, { from: now - PAST_S, to: now + FUTURE_S, step: STEP_S }));
  await promisify(execFile)(join(home, 'promtool'), [
    ...['tsdb', 'create-blocks-from', 'openmetrics', file, data],
  ]);
}

function configOf(scrape: string | undefined): string {
  const jobs =
    scrape === undefined
      ? '[]'
      : `[{job_name: calls, scrape_interval: 500ms, static_configs: [{targets: ['${scrape}']}]}]`;
  return `global: {scrape_interval: 1s, scrape_timeout: 500ms}\nscrape_configs: ${jobs}\n`;
}
