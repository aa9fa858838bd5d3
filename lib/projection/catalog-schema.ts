import { z } from 'zod';
import type { EntityKind } from '@/lib/model';
import { NAME, NAMESPACE, wholeRef, type RefDefaults } from './catalog-ref';

/** What the descriptor of each kind demands; other fields are ignored, as in Backstage. */
const text = (expected = 'expected a string') => z.string({ error: expected }).min(1, expected);
const optionalText = z.string({ error: 'expected a string' }).nullish();

/** A map of strings; numbers and booleans have to be quoted in YAML. */
const texts = z
  .record(z.string(), z.string({ error: 'expected a string: put it in quotes' }), {
    error: 'expected a map of strings',
  })
  .nullish();

export const headSchema = z.object({
  apiVersion: z.enum(['backstage.io/v1alpha1', 'backstage.io/v1beta1'], {
    error: 'expected backstage.io/v1alpha1 or backstage.io/v1beta1',
  }),
  kind: text('expected a kind, such as Component'),
  metadata: z.object(
    {
      name: z
        .string({ error: 'expected a name' })
        .regex(NAME, 'expected 1 to 63 letters and digits, joined by "-", "_" or "."'),
      namespace: z
        .string({ error: 'expected a namespace' })
        .regex(NAMESPACE, 'expected 1 to 63 lower-case letters and digits, joined by "-"')
        .nullish(),
      title: optionalText,
      description: optionalText,
      labels: texts,
      annotations: texts,
      tags: z.array(text(), { error: 'expected a list of strings' }).nullish(),
      links: z
        .array(
          z.object(
            { url: text('expected an address'), title: optionalText },
            { error: 'expected a link with a url' },
          ),
          { error: 'expected a list of links' },
        )
        .nullish(),
    },
    { error: 'expected metadata with a name' },
  ),
});

/** References of one entity: short forms are completed with its namespace. */
function references(namespace: string) {
  const ref = (kind: EntityKind | null, example: string, allowed?: readonly EntityKind[]) => {
    const defaults: RefDefaults = { kind, namespace, ...(allowed ? { allowed } : {}) };
    const expected = `expected a reference such as ${example}`;
    return z.string({ error: expected }).transform((value, context) => {
      const whole = wholeRef(value, defaults);
      if (whole !== null) return whole;
      context.addIssue({ code: 'custom', message: expected });
      return z.NEVER;
    });
  };
  const list = (of: z.ZodType<string, string>) =>
    z.array(of, { error: 'expected a list of references' }).nullish();
  return {
    owner: ref('Group', 'group:default/payments', ['Group', 'User']),
    system: ref('System', 'system:default/shop', ['System']),
    domain: ref('Domain', 'domain:default/commerce', ['Domain']),
    group: ref('Group', 'group:default/payments', ['Group']),
    dependsOn: list(ref(null, 'component:default/cart or resource:default/orders-db')),
    apis: list(ref('API', 'api:default/cart-api', ['API'])),
    groups: list(ref('Group', 'group:default/payments', ['Group'])),
    users: list(ref('User', 'user:default/jane', ['User'])),
  };
}

const specOf = <S extends z.ZodRawShape>(shape: S) => z.object(shape, { error: 'expected a spec' });

/** The spec that a kind demands. */
export function specSchema(kind: EntityKind, namespace: string): z.ZodType<Spec> {
  const { owner, system, domain, group, dependsOn, apis, groups, users } = references(namespace);
  const type = text('expected a type, such as service');
  const lifecycle = text('expected a lifecycle, such as production');
  switch (kind) {
    case 'Component':
      return specOf({
        type,
        lifecycle,
        owner,
        system: system.nullish(),
        dependsOn,
        providesApis: apis,
        consumesApis: apis,
      });
    case 'API':
      return specOf({
        type,
        lifecycle,
        owner,
        system: system.nullish(),
        // `$text` and similar keys refer to the content of a file, which is not read here.
        definition: z.union([z.string(), z.record(z.string(), z.unknown())], {
          error: 'expected the definition, or $text with where it is',
        }),
      });
    case 'Resource':
      return specOf({ type, owner, system: system.nullish(), dependsOn });
    case 'System':
      return specOf({ owner, domain: domain.nullish(), type: optionalText });
    case 'Domain':
      return specOf({ owner, type: optionalText });
    case 'Group':
      return specOf({
        type: text('expected a type, such as team'),
        parent: group.nullish(),
        children: groups,
        members: users,
      });
    case 'User':
      return specOf({ memberOf: groups });
  }
}

/** The fields of all kinds' specs that Pilothouse keeps. */
export interface Spec {
  readonly type?: string | null | undefined;
  readonly lifecycle?: string | null | undefined;
  readonly owner?: string | null | undefined;
  readonly system?: string | null | undefined;
  readonly domain?: string | null | undefined;
  readonly dependsOn?: readonly string[] | null | undefined;
  readonly providesApis?: readonly string[] | null | undefined;
  readonly consumesApis?: readonly string[] | null | undefined;
  readonly parent?: string | null | undefined;
  readonly memberOf?: readonly string[] | null | undefined;
}
