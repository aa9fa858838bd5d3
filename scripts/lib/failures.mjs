// Reads what failed from the JSON reports of the test tools. The end of a log must name it, since often only the end is kept.
import path from 'node:path';
import { stripVTControlCharacters } from 'node:util';

/** What failed in a report of vitest: tests by their full name, and files that could not start. */
export function failuresOfVitest(report) {
  return report.testResults.flatMap((file) => {
    const failed = file.assertionResults.filter((test) => test.status === 'failed');
    const where = path.relative('.', file.name);
    if (failed.length === 0) return file.status === 'failed' ? [{ test: where, why: file.message }] : [];
    return failed.map((test) => ({
      test: `${where} › ${test.fullName}`,
      why: test.failureMessages.join('\n'),
    }));
  });
}

/** What failed in a report of Playwright, with what each attempt said, and what went wrong outside of any test. */
export function failuresOfPlaywright(report) {
  const inside = (suite) => [
    ...(suite.suites ?? []).flatMap(inside),
    ...(suite.specs ?? [])
      .filter((spec) => spec.tests.some((test) => ['unexpected', 'flaky'].includes(test.status)))
      .map((spec) => ({
        test: `${spec.file}:${spec.line} › ${spec.title}`,
        why: spec.tests
          .flatMap((test) => test.results.flatMap((result) => result.errors))
          .map((error) => error.message)
          .join('\n'),
      })),
  ];
  return [
    ...report.suites.flatMap(inside),
    ...report.errors.map((error) => ({ test: 'outside of any test', why: error.message })),
  ];
}

const longestReason = 25;

/** One failure for a log: its name, and the first lines of what it said, without colours. */
export function textOf({ test, why = '' }) {
  const lines = stripVTControlCharacters(why).split('\n');
  const left = lines.length - longestReason;
  const shown = left > 0 ? [...lines.slice(0, longestReason), `… ${left} more lines`] : lines;
  return [`✗ ${test}`, ...shown.map((line) => `    ${line}`)].join('\n');
}
