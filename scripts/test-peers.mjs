// `npm run test:peers`: tests against real programs of other projects. They take minutes to build, so this is not part of `npm test -- --real`.
// The result is printed with the commit at which it was seen.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { linesOfPeers } from './lib/peers.mjs';
import { prepare } from './lib/prepare.mjs';
import { closeWith, reportFile, runSuite } from './lib/tally.mjs';

/** @returns {string} the commit, and whether there is more than it. @throws outside of a git checkout */
function commit() {
  const git = (...args) => {
    const { status, stdout, stderr } = spawnSync('git', args, { encoding: 'utf8' });
    if (status !== 0) throw new Error(`git ${args.join(' ')}: ${stderr}`);
    return stdout.trim();
  };
  const edited = git('status', '--porcelain') === '' ? '' : ' with local changes';
  return `${git('rev-parse', '--short=12', 'HEAD')}${edited}`;
}

// Read before the tests run, so that it does not count what is edited meanwhile.
const at = commit();
await prepare({ install: true, generate: true, build: true }, console.log);
const name = 'real peers';
const result = await runSuite(name, { tool: 'vitest', args: ['--project', 'peers'] });
const code = closeWith([result]);
const lines = linesOfPeers(JSON.parse(readFileSync(reportFile(name), 'utf8')), at);
console.log(lines.join('\n'));
const allSkipped = result.failed === 0 && result.passed === 0 && result.skipped > 0;
process.exit(allSkipped ? 0 : code);
