import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';

describe('a script that takes no arguments', () => {
  it.each(['start', 'dev'])('%s says so and starts nothing', (name) => {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [`scripts/${name}.mjs`, '--port', '4000'],
      { encoding: 'utf8' },
    );
    expect([status, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(/^pilothouse: This takes no arguments, and "--port" is one\./);
  });
});
