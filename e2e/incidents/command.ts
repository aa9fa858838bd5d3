import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { whyNoCluster } from '../cluster/open-cluster';
import { INCIDENTS } from './incidents';
import { playIncidents, type Played } from './play';
import { reportOf } from './report';
import { takeScreenshots } from './screenshots';
import { openStage } from './stage';

const USAGE = `npm run e2e:incidents -- [--screenshots FOLDER] [--stay]

Plays ${INCIDENTS.length} incidents at once on a real control plane that Pilothouse watches, and prints for each what it says, why,
which Change is behind it and after how long. Ends with 1 when a cause or a Change is not named. Needs a build.
  --screenshots FOLDER  the first screen of Now for each incident, at 1440 and 390 px
  --stay                leave everything up, to look at it, until Ctrl-C`;

/** Plays the incidents and prints the table on standard output. Sets the exit code. */
export async function runCommand(argv: string[]): Promise<void> {
  const say = (text: string): void => {
    console.error(text);
  };
  const { values } = parseArgs({
    args: argv,
    options: {
      screenshots: { type: 'string' },
      stay: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    say(USAGE);
    return;
  }
  const reason = whyNoCluster();
  if (reason !== null) throw new Error(reason);
  const interrupted = new Promise<void>((done) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => done());
  });
  const stage = await openStage(
    INCIDENTS.map(({ name }) => name),
    say,
  );
  try {
    const played = await playIncidents(stage, (one) => say(lineOf(one)));
    console.log(reportOf(played));
    if (played.some(({ wrong }) => wrong.length > 0)) process.exitCode = 1;
    if (values.screenshots !== undefined) {
      const folder = resolve(values.screenshots);
      await takeScreenshots(stage, { incidents: INCIDENTS, folder });
      say(`screenshots are in ${folder}`);
    }
    if (values.stay) {
      say(`Pilothouse is at ${stage.product.url}, its token ${stage.product.token}; Ctrl-C ends it.`);
      await interrupted;
    }
  } finally {
    await stage.stop();
  }
}

function lineOf({ incident, problem, seconds, wrong }: Played): string {
  const what = wrong.length > 0 ? wrong.join('; ') : (problem?.health.message ?? '');
  return `${String(seconds).padStart(3)} s  ${incident.title}: ${what}`;
}
