// Runs a test command and counts passed and failed tests from its JSON report, not from its printed output.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { failuresOfPlaywright, failuresOfVitest, textOf } from './failures.mjs';

const folder = path.resolve('.pilothouse/reports');

/** Where a suite's JSON report is. */
export function reportFile(name) {
  return path.join(folder, `${name.replaceAll(/\W+/g, '-')}.json`);
}

function countVitest(report) {
  return { passed: report.numPassedTests, failed: report.numFailedTests, skipped: report.numPendingTests };
}

function countPlaywright(report) {
  const { expected, unexpected, flaky, skipped } = report.stats;
  // A test that passed only on a retry counts as failed.
  return { passed: expected, failed: unexpected + flaky, skipped };
}

function run(command, args, env) {
  return new Promise((resolve) => {
    const child = spawn(`node_modules/.bin/${command}`, args, {
      stdio: 'inherit',
      env: { ...process.env, ...env },
    });
    child.on('close', (code) => resolve(code ?? 1));
  });
}

/**
 * Runs one suite. A suite that ends badly without a failed test (it could not start) counts as one failure; so does,
 * with `mustRun`, one that skipped a test or ran none.
 */
export async function runSuite(name, { tool, args, env = {}, mustRun = false }) {
  mkdirSync(folder, { recursive: true });
  const file = reportFile(name);
  rmSync(file, { force: true });
  const started = performance.now();
  console.log(`\n── ${name}`);
  const code =
    tool === 'vitest'
      ? await run(
          'vitest',
          ['run', ...args, '--reporter=default', '--reporter=json', `--outputFile.json=${file}`],
          env,
        )
      : await run('playwright', ['test', ...args, '--reporter=list,json'], {
          ...env,
          PLAYWRIGHT_JSON_OUTPUT_NAME: file,
        });
  const none = { passed: 0, failed: 0, skipped: 0 };
  const report = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null;
  const counts = report === null ? none : tool === 'vitest' ? countVitest(report) : countPlaywright(report);
  const failures =
    report === null ? [] : tool === 'vitest' ? failuresOfVitest(report) : failuresOfPlaywright(report);
  if (code !== 0 && counts.failed === 0) {
    counts.failed = 1;
    if (failures.length === 0) failures.push({ test: name, why: `ended with exit code ${code}` });
  }
  if (mustRun && (counts.skipped > 0 || counts.passed === 0) && counts.failed === 0) {
    counts.failed = 1;
    failures.push({
      test: name,
      why: `must run whole here: ${counts.passed} ran, ${counts.skipped} skipped`,
    });
  }
  const seconds = Math.round((performance.now() - started) / 1000);
  console.log(
    `── ${name}: ${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped, ${seconds} s`,
  );
  return { ...counts, name, seconds, failures };
}

/**
 * Prints again what failed, since often only the end of a log is kept; then the seconds of each suite and in all; then the
 * line with the sums. Returns the exit code.
 */
export function closeWith(results) {
  const total = { passed: 0, failed: 0, skipped: 0 };
  for (const result of results) for (const key of Object.keys(total)) total[key] += result[key];
  for (const failure of results.flatMap((result) => result.failures)) console.log(`\n${textOf(failure)}`);
  const times = [
    ...results.map(({ name, seconds }) => [name, seconds]),
    ['in all', Math.round(performance.now() / 1000)],
  ];
  console.log('');
  for (const [name, seconds] of times) console.log(`${String(seconds).padStart(6)} s  ${name}`);
  const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : '';
  console.log(`\n${total.passed} passed, ${total.failed} failed${skipped}`);
  return total.failed === 0 && total.passed > 0 ? 0 : 1;
}
