import { policySchema, type Environment, type EnvironmentRule } from '@/lib/model';

const environment = (name: string, title: string, approvals: number): Environment => ({
  name,
  title,
  policy: policySchema.parse({ approvals }),
});

export const UNASSIGNED = environment('unassigned', 'Unassigned', 0);

/** Words that name an environment where no rule of the settings does; stricter environments come first. */
const BY_WORD: readonly { readonly environment: Environment; readonly words: readonly string[] }[] = [
  { environment: environment('production', 'Production', 1), words: ['prod', 'production', 'prd', 'live'] },
  {
    environment: environment('staging', 'Staging', 0),
    words: ['stag', 'staging', 'stg', 'preprod', 'nonprod', 'uat'],
  },
  {
    environment: environment('development', 'Development', 0),
    words: ['dev', 'development', 'test', 'qa', 'sandbox'],
  },
];

/**
 * The Environment of a namespace in a cluster: the first rule that matches; else by the words of the namespace's name, then
 * of the cluster's (`shop-prod` is production, `products` is not); else Unassigned.
 */
export function environmentOf(
  cluster: string,
  namespace: string,
  rules: readonly EnvironmentRule[],
): Environment {
  const rule = rules.find(({ match }) =>
    match.some(
      (one) =>
        (one.cluster === undefined || matchesPattern(one.cluster, cluster)) &&
        (one.namespace === undefined || matchesPattern(one.namespace, namespace)),
    ),
  );
  if (rule !== undefined) {
    return { name: rule.name, title: rule.title ?? titleOf(rule.name), policy: rule.policy };
  }
  return byWords(namespace) ?? byWords(cluster) ?? UNASSIGNED;
}

/** `*` matches any number of characters, also none; everything else is literal. */
export function matchesPattern(pattern: string, text: string): boolean {
  const [first = '', ...rest] = pattern.split('*');
  const last = rest.pop();
  if (last === undefined) return text === first;
  if (!text.startsWith(first) || !text.endsWith(last) || text.length < first.length + last.length) {
    return false;
  }
  let from = first.length;
  const end = text.length - last.length;
  for (const part of rest) {
    const at = text.indexOf(part, from);
    if (at < 0 || at + part.length > end) return false;
    from = at + part.length;
  }
  return true;
}

function byWords(name: string): Environment | null {
  const words = wordsOf(name);
  return BY_WORD.find((entry) => entry.words.some((word) => words.has(word)))?.environment ?? null;
}

/** The words of a name; `pre-prod` and `non-prod` are one word each, so that they are not taken for production. */
function wordsOf(name: string): ReadonlySet<string> {
  const plain = name
    .toLowerCase()
    .replace(/(^|[^a-z0-9])(pre|non)[^a-z0-9]+(?:prod|production|prd)(?![a-z0-9])/gu, '$1$2prod');
  return new Set(plain.split(/[^a-z0-9]+/u));
}

function titleOf(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1).replaceAll('-', ' ');
}
