import { describe, expect, it } from 'vitest';
import { readLogText } from './log-text';

describe('a line', () => {
  it.each([
    ['ERROR could not connect', 'error'],
    ['2026-03-12 03:14:00,123 [main] WARN  c.h.Pool - slow', 'warn'],
    ['level=error msg="no such host"', 'error'],
    ['E0312 03:14:00.123456       1 reflector.go:148] failed to list', 'error'],
    ['[warning] low disk', 'warn'],
    ['panic: runtime error: index out of range', 'error'],
    ['{"level":"fatal","msg":"configuration is not usable"}', 'error'],
    ['{"level":50,"msg":"pino"}', 'error'],
    ['{"severity":"WARNING","message":"slow"}', 'warn'],
    ['{"level":"info","msg":"no error here"}', null],
    ['GET /v1/errors 200', null],
    ['INFO 0 errors found', null],
    ['started', null],
  ])('%s says it is %s', (text, level) => {
    expect(readLogText(text).level).toBe(level);
  });

  it('of JSON shows its message first, then what else it holds, without time and level', () => {
    const { shown, fields } = readLogText(
      '{"time":"2026-03-12T03:14:00Z","level":"info","service":"ledger","msg":"request","ms":12,"tags":["a"]}',
    );
    expect(shown).toBe('request  service=ledger  ms=12  tags=["a"]');
    expect(fields?.map(([name]) => name)).toEqual(['time', 'level', 'service', 'msg', 'ms', 'tags']);
  });

  it.each(['{not json', '[1, 2]', '{"a":', 'plain'])('shows any other line as it is: %s', (text) => {
    expect(readLogText(text)).toMatchObject({ shown: text, fields: null });
  });

  it('shows no colours of a terminal and no control characters', () => {
    expect(readLogText('\u001b[31mERROR\u001b[0m\tred\u0007 \u001b]8;;x\u0007link').shown).toBe(
      'ERROR\tred  link',
    );
  });
});
