import { afterAll, describe, expect, it } from 'vitest';
import { createHealthScripts } from './health-scripts';

const scripts = createHealthScripts();
afterAll(() => scripts.close());

/** What the script says as its message. */
async function message(script: string, object: unknown = {}): Promise<string> {
  const answer = await scripts.judge(`hs = {status = "Healthy"}\n${script}\nreturn hs`, object);
  if ('error' in answer) throw new Error(answer.error);
  return answer.ok?.message ?? 'nothing';
}

describe('a health script', () => {
  it('reads obj and returns hs, as in Argo CD', async () => {
    const script = `
hs = {}
if obj.status ~= nil and obj.status.conditions ~= nil then
  for i, condition in ipairs(obj.status.conditions) do
    if condition.type == "Ready" and condition.status == "False" then
      hs.status = "Degraded"
      hs.message = condition.message
      return hs
    end
  end
end
hs.status = "Progressing"
hs.message = "Waiting for certificate"
return hs`;
    const conditions = [
      { type: 'Issuing', status: 'False' },
      { type: 'Ready', status: 'False', message: 'no issuer' },
    ];
    expect(await scripts.judge(script, { status: { conditions } })).toEqual({
      ok: { status: 'Degraded', message: 'no issuer' },
    });
    expect(await scripts.judge(script, { status: { conditions: null } })).toEqual({
      ok: { status: 'Progressing', message: 'Waiting for certificate' },
    });
  });

  it('starts with new globals each time', async () => {
    expect(await message('seen = (seen or 0) + 1 hs.message = tostring(seen)')).toBe('1');
    expect(await message('seen = (seen or 0) + 1 hs.message = tostring(seen)')).toBe('1');
  });

  it.each([
    ['table.getn and unpack', 'hs.message = table.getn(obj.list) .. unpack(obj.list)', '3a'],
    [
      'whole numbers that were divided',
      'hs.message = tostring(6 / 2) .. string.format(" %s %d", 4 / 2, 7 / 2)',
      '3 2 3',
    ],
    ['numbers of the object', 'hs.message = obj.replicas .. "/" .. obj.share', '3/0.5'],
    ['math.pow', 'hs.message = tostring(math.pow(2, 10))', '1024'],
    ['an escape that Lua 5.4 does not know', 'hs.message = "a\\.b\\-c"', 'a.b-c'],
    [
      'goto',
      'for _, v in ipairs(obj.list) do if v == "b" then goto next end hs.message = (hs.message or "") .. v ::next:: end',
      'ac',
    ],
    ['null as absent', 'hs.message = type(obj.gone) .. #obj.holes', 'nil2'],
    ['an empty list', 'hs.message = tostring(#obj.none)', '0'],
    ['require("os")', 'local os = require("os") hs.message = os.date("!%Y", 0)', '1970'],
    ['loadstring', 'hs.message = loadstring("return \'yes\'")()', 'yes'],
    ['print, which says nothing', 'print("x") hs.message = "quiet"', 'quiet'],
  ])('has %s', async (_, script, expected) => {
    const object = {
      list: ['a', 'b', 'c'],
      replicas: 3,
      share: 0.5,
      gone: null,
      holes: [1, null, 2],
      none: [],
    };
    expect(await message(script, object)).toBe(expected);
  });

  it('reaches nothing outside', async () => {
    const names = [
      'io',
      'debug',
      'package',
      'dofile',
      'loadfile',
      'os.execute',
      'os.getenv',
      'os.remove',
      'string.dump',
    ];
    expect(await message(`hs.message = ${names.map((name) => `tostring(${name})`).join(' .. ')}`)).toBe(
      'nil'.repeat(names.length),
    );
    expect(await scripts.judge('require("io")', {})).toEqual({
      error: "health.lua:1: module 'io' not found",
    });
    expect(await scripts.judge('return load("\\27Lua", "x", "b")()', {})).toHaveProperty('error');
  });

  it.each([
    ['return', null],
    ['return nil', null],
    ['return {}', null],
  ])('may return no verdict: %s', async (script, ok) => {
    expect(await scripts.judge(script, {})).toEqual({ ok });
  });

  it.each([
    ['return 7', 'the script returned a number, and a table was expected'],
    ['return {status = "Fine"}', 'the script\'s status is no health: "Fine"'],
    ['return {message = "x"}', 'the script\'s status is no health: ""'],
    [
      'return {status = "Healthy", message = {}}',
      "the script's message is a table, and a string was expected",
    ],
    ['hs = {}\nhs.status = obj.status.phase', "health.lua:2: attempt to index a nil value (field 'status')"],
    ['if then', "health.lua:1: unexpected symbol near 'then'"],
  ])('that fails reports its error: %s', async (script, error) => {
    expect(await scripts.judge(script, {})).toEqual({ error });
  });
});

describe('a script without end', () => {
  const quick = createHealthScripts({ timeMsMax: 300 });
  afterAll(() => quick.close());
  const tooLong = { error: 'the script ran for longer than 300 ms' };

  it.each([
    ['loops', 'while true do end'],
    ['catches what ends it', 'while true do pcall(function() while true do end end) end'],
    ['loses itself in a pattern', 'return {status = string.find(("a"):rep(30000), ".-.-.-.-.-b")}'],
  ])('is ended: it %s', async (_, script) => {
    expect(await quick.judge(script, {})).toEqual(tooLong);
  });

  it('gets no more memory than is allowed', async () => {
    expect(await scripts.judge('local s = "x" while true do s = s .. s end', {})).toEqual({
      error: 'the script wanted more than 32 MiB of memory',
    });
  });

  it('does not affect the next one', async () => {
    expect(await quick.judge('return {status = "Healthy"}', {})).toEqual({
      ok: { status: 'Healthy', message: '' },
    });
  });
});
