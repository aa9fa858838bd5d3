import { describe, expect, it } from 'vitest';
import { linesOfPeers } from './lib/peers.mjs';

const tests = (peer: string, ...statuses: string[]) =>
  statuses.map((status) => ({ ancestorTitles: [peer], status }));

describe('what the peers’ tests found', () => {
  it('is one line a peer, with the commit', () => {
    const report = {
      testResults: [
        { status: 'failed', assertionResults: tests('Argo Rollouts v1.9.0', 'passed', 'passed', 'failed') },
        { status: 'passed', assertionResults: tests('Flux v2.7.0', 'passed', 'skipped') },
      ],
    };
    expect(linesOfPeers(report, 'c0ffee with local changes')).toEqual([
      'peers: Argo Rollouts v1.9.0 at c0ffee with local changes: 2 passed, 1 failed',
      'peers: Flux v2.7.0 at c0ffee with local changes: 1 passed, 0 failed, 1 skipped',
    ]);
  });

  it('counts what could not run because its file failed as failed', () => {
    const report = {
      testResults: [{ status: 'failed', assertionResults: tests('Flux v2.7.0', 'skipped', 'skipped') }],
    };
    expect(linesOfPeers(report, 'c0ffee')).toEqual(['peers: Flux v2.7.0 at c0ffee: 0 passed, 2 failed']);
  });

  it('says that a peer was skipped', () => {
    const report = {
      testResults: [{ status: 'passed', assertionResults: tests('Flux v2.7.0', 'skipped') }],
    };
    expect(linesOfPeers(report, 'c0ffee')).toEqual(['peers: Flux v2.7.0 at c0ffee: skipped']);
  });
});
