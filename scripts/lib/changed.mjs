// What differs from main, for a check of that alone.
import { spawnSync } from 'node:child_process';

/**
 * Where the work in a folder's repository left main (else origin/main, else the last commit), and the files that have since
 * changed and are still there: committed, uncommitted and new. Paths are relative to the folder, the root of its repository.
 * Throws outside of a repository.
 */
export function changedSinceMain(folder = '.') {
  const git = (...args) => {
    const { status, stdout, error } = spawnSync('git', args, { cwd: folder, encoding: 'utf8' });
    if (error) throw error;
    return status === 0 ? stdout.trim() : null;
  };
  const base = git('merge-base', 'HEAD', 'main') ?? git('merge-base', 'HEAD', 'origin/main') ?? 'HEAD';
  const tracked = git('diff', '--name-only', '--diff-filter=d', base);
  const untracked = git('ls-files', '--others', '--exclude-standard');
  if (tracked === null || untracked === null) throw new Error('--changed needs a git repository.');
  return { base, files: [...new Set(`${tracked}\n${untracked}`.split('\n').filter(Boolean))].sort() };
}
