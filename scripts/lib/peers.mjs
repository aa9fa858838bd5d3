// The results of the tests of each peer, from vitest's JSON report. A peer is the outermost `describe` of its tests.

/** One line a peer, with the commit at which it was seen. A test that did not run because its file could not start has failed. */
export function linesOfPeers(report, commit) {
  const peers = new Map();
  for (const file of report.testResults) {
    for (const { ancestorTitles, status } of file.assertionResults) {
      const peer = ancestorTitles[0];
      const counts = peers.get(peer) ?? { passed: 0, failed: 0, skipped: 0 };
      if (status === 'passed') counts.passed++;
      else if (status === 'failed' || file.status === 'failed') counts.failed++;
      else counts.skipped++;
      peers.set(peer, counts);
    }
  }
  return [...peers].map(([peer, counts]) => `peers: ${peer} at ${commit}: ${textOfCounts(counts)}`);
}

function textOfCounts({ passed, failed, skipped }) {
  if (passed + failed === 0) return 'skipped';
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}
