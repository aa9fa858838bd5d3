import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { changedSinceMain } from './lib/changed.mjs';

describe('the files that differ from main', () => {
  let folder: string;

  const git = (...args: string[]): string =>
    execFileSync('git', args, { cwd: folder, encoding: 'utf8' }).trim();
  const write = (file: string, text: string): void => {
    writeFileSync(path.join(folder, file), text);
  };
  const commit = (message: string): void => {
    git('add', '--all');
    git('-c', 'user.name=Test', '-c', 'user.email=test@example.com', 'commit', '--quiet', '-m', message);
  };

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'pilothouse-changed-'));
    git('init', '--quiet', '--initial-branch=main');
    for (const file of ['kept.ts', 'changed.ts', 'edited.ts', 'gone.ts']) write(file, 'first\n');
    write('.gitignore', 'ignored.ts\n');
    commit('First');
  });

  afterEach(() => rmSync(folder, { recursive: true }));

  it('are files that were committed since, edited or added, without deleted and ignored ones', () => {
    const base = git('rev-parse', 'HEAD');
    git('checkout', '--quiet', '-b', 'work');
    write('changed.ts', 'second\n');
    commit('Change one');
    write('edited.ts', 'second\n');
    write('new.ts', 'first\n');
    write('ignored.ts', 'first\n');
    rmSync(path.join(folder, 'gone.ts'));
    expect(changedSinceMain(folder)).toEqual({ base, files: ['changed.ts', 'edited.ts', 'new.ts'] });
  });

  it('leave out later commits of main', () => {
    git('checkout', '--quiet', '-b', 'work');
    git('checkout', '--quiet', 'main');
    write('kept.ts', 'second\n');
    commit('On main');
    git('checkout', '--quiet', 'work');
    expect(changedSinceMain(folder).files).toEqual([]);
  });

  it('are the files that differ from the last commit where there is no main', () => {
    git('branch', '--quiet', '--move', 'main', 'trunk');
    write('edited.ts', 'second\n');
    expect(changedSinceMain(folder)).toEqual({ base: 'HEAD', files: ['edited.ts'] });
  });
});
