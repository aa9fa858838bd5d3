/** A user's health script and the kinds it is for: `cert-manager.io/Certificate`, `Pod`, or a pattern such as `*.crossplane.io/*`. */
export interface Customization {
  readonly key: string;
  readonly script: string;
}

const SPLIT_PREFIX = 'resource.customizations.health.';
const COMBINED = 'resource.customizations';

/** A setting that is wrong: `field` is its path in the ConfigMap. */
export class WrongCustomization extends Error {
  override readonly name = 'WrongCustomization';
  constructor(
    readonly field: string,
    readonly expected: string,
  ) {
    super(`The field ${field} should be ${expected}.`);
  }
}

/**
 * The health scripts of Argo CD's `argocd-cm` ConfigMap, of its `data`: those under `resource.customizations.health.<group>_<kind>`
 * win over those in the combined `resource.customizations`, a YAML map by `<group>/<kind>`, which `parseYaml` reads.
 *
 * @throws WrongCustomization
 */
export function customizationsOf(
  data: unknown,
  parseYaml: (text: string) => unknown,
): readonly Customization[] {
  if (data === undefined || data === null) return [];
  if (!isRecord(data)) throw new WrongCustomization('data', 'a map of strings');
  const scripts = new Map<string, string>();
  for (const { key, script } of combined(data[COMBINED], parseYaml)) scripts.set(key, script);
  for (const [name, script] of Object.entries(data)) {
    if (!name.startsWith(SPLIT_PREFIX)) continue;
    if (typeof script !== 'string') throw new WrongCustomization(`data[${name}]`, 'a Lua script');
    scripts.set(keyOf(name.slice(SPLIT_PREFIX.length), `data[${name}]`), script);
  }
  return [...scripts].map(([key, script]) => ({ key, script }));
}

function combined(text: unknown, parseYaml: (text: string) => unknown): Customization[] {
  const field = `data[${COMBINED}]`;
  if (text === undefined || text === null || text === '') return [];
  if (typeof text !== 'string') throw new WrongCustomization(field, 'a YAML text');
  const map = parsed(text, parseYaml);
  if (map === null) return [];
  if (!isRecord(map)) throw new WrongCustomization(field, 'a YAML map by <group>/<kind>');
  return Object.entries(map).flatMap(([key, settings]) => {
    if (!isRecord(settings)) throw new WrongCustomization(`${field}[${key}]`, 'a map');
    const script = settings['health.lua'] ?? '';
    if (typeof script !== 'string')
      throw new WrongCustomization(`${field}[${key}][health.lua]`, 'a Lua script');
    return script === '' ? [] : [{ key, script }];
  });
}

function parsed(text: string, parseYaml: (text: string) => unknown): unknown {
  try {
    return parseYaml(text);
  } catch (error) {
    const why = error instanceof Error ? (error.message.split('\n')[0] ?? '') : '';
    throw new WrongCustomization(`data[${COMBINED}]`, `YAML (${why})`);
  }
}

/** `cert-manager.io_Certificate` as `cert-manager.io/Certificate`; a kind of the core group has no prefix. */
export function keyOf(groupKind: string, field: string): string {
  const [first = '', second, ...more] = groupKind.split('_');
  if (more.length > 0 || (second ?? first) === '')
    throw new WrongCustomization(field, 'named <group>_<kind>, or <kind> for the core group');
  return second === undefined || first === '' ? (second ?? first) : `${first}/${second}`;
}

/** The customization for a kind: the one that names it, else the first whose pattern matches; undefined where there is none. */
export function customizationFor(
  customizations: readonly Customization[],
  { group, kind }: { readonly group: string; readonly kind: string },
): Customization | undefined {
  const wanted = group === '' ? kind : `${group}/${kind}`;
  return (
    customizations.find(({ key }) => key === wanted) ??
    customizations.find(({ key }) => /[*?[{]/u.test(key) && matches(key, wanted))
  );
}

/** Argo CD's patterns: `*` and `?` (which also match a slash), `[abc]`, `[!abc]`, `{a,b}`. */
function matches(pattern: string, text: string): boolean {
  let depth = 0;
  const source = pattern.replaceAll(/\[!?[^\]]+\]|\\.|[\s\S]/gu, (token) => {
    if (token.length > 1 && token.startsWith('['))
      return `[${token.slice(1, -1).replace(/^!/u, '^').replaceAll('\\', '\\\\')}]`;
    if (token === '*') return '.*';
    if (token === '?') return '.';
    if (token === '{') depth += 1;
    if (token === '{') return '(?:';
    if (token === '}' && depth > 0) {
      depth -= 1;
      return ')';
    }
    if (token === ',' && depth > 0) return '|';
    const letter = token.startsWith('\\') ? token.slice(1) : token;
    return letter.replaceAll(/[.*+?^${}()|[\]\\/]/gu, '\\$&');
  });
  try {
    return new RegExp(`^${source}${')'.repeat(depth)}$`, 'su').test(text);
  } catch {
    return false;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
