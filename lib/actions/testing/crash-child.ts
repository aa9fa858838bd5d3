// A process that begins a Change and ends itself with SIGKILL at the point it was given: see crash.db.test.ts.
import { createDb } from '@/lib/db/client';
import { createChangeRunner } from '../runner';
import { actionKeys } from '../seal';
import { ENVIRONMENTS, SESSION_SECRET } from './environments';
import { createRig } from './rig';

const [connectionString = '', kubeconfig = '', number = '', point = ''] = process.argv.slice(2);

const rig = createRig(kubeconfig);
await rig.start();
const runner = createChangeRunner({
  world: rig.store,
  db: createDb({ connectionString }),
  clusters: rig.clusters,
  environments: ENVIRONMENTS,
  now: () => new Date(),
  log: rig.log,
  keys: actionKeys(SESSION_SECRET),
  faults: {
    at: (reached) => {
      if (reached === point) process.kill(process.pid, 'SIGKILL');
      return Promise.resolve();
    },
  },
});
await runner.begin(Number(number), { id: 'user:eve', name: 'Eve' });
await runner.idle();
process.stderr.write(`The point ${point} was not reached: ${rig.log.lines.join('\n')}\n`);
process.exit(1);
