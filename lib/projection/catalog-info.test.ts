import { describe, expect, it } from 'vitest';
import { ENTITY_KINDS } from '@/lib/model';
import { describeProblem, parseCatalogFile } from './catalog-info';

const COMPONENT = `
apiVersion: backstage.io/v1alpha1
kind: Component
metadata:
  name: Checkout
  title: Checkout
  description: Takes the order.
  labels: {tier: "1"}
  annotations: {backstage.io/kubernetes-id: checkout}
  tags: [java]
  links:
    - {url: "https://runbooks.example/checkout", title: Runbook}
    - {url: "https://example.com/x"}
    - {url: "javascript:alert(1)", title: No}
spec:
  type: service
  lifecycle: production
  owner: payments
  system: shop
  dependsOn: [component:cart, "resource:data/orders-db"]
  providesApis: [checkout-api]
  consumesApis: [api:default/cart-api]
`;

function entity(kind: string, spec: string): string {
  return `apiVersion: backstage.io/v1alpha1\nkind: ${kind}\nmetadata: {name: x}\nspec: ${spec}\n`;
}

const lines = (content: string) => parseCatalogFile('shop.yaml', content).problems.map(describeProblem);

it('reads a Component whole: references complete, links on the web alone', () => {
  const { entities, problems } = parseCatalogFile('shop.yaml', COMPONENT);
  expect(problems).toEqual([]);
  expect(entities).toEqual([
    {
      ref: 'component:default/checkout',
      kind: 'Component',
      namespace: 'default',
      name: 'Checkout',
      title: 'Checkout',
      description: 'Takes the order.',
      labels: { tier: '1' },
      annotations: { 'backstage.io/kubernetes-id': 'checkout' },
      tags: ['java'],
      links: [
        { url: 'https://runbooks.example/checkout', title: 'Runbook' },
        { url: 'https://example.com/x', title: 'https://example.com/x' },
      ],
      type: 'service',
      lifecycle: 'production',
      owner: 'group:default/payments',
      system: 'system:default/shop',
      domain: null,
      dependsOn: ['component:default/cart', 'resource:data/orders-db'],
      providesApis: ['api:default/checkout-api'],
      consumesApis: ['api:default/cart-api'],
      memberOf: [],
    },
  ]);
});

describe('every kind', () => {
  const specs: Record<(typeof ENTITY_KINDS)[number], [good: string, wrong: string, field: string]> = {
    Component: [
      '{type: service, lifecycle: production, owner: a}',
      '{type: service, lifecycle: production}',
      'spec.owner: expected a reference such as group:default/payments.',
    ],
    System: [
      '{owner: a, domain: d}',
      '{owner: [a]}',
      'spec.owner: expected a reference such as group:default/payments.',
    ],
    Domain: [
      '{owner: user:jane}',
      '{owner: "a b"}',
      'spec.owner: expected a reference such as group:default/payments.',
    ],
    API: [
      '{type: openapi, lifecycle: production, owner: a, definition: {$text: ./openapi.yaml}}',
      '{type: openapi, lifecycle: production, owner: a}',
      'spec.definition: expected the definition, or $text with where it is.',
    ],
    Resource: ['{type: database, owner: a}', '{owner: a}', 'spec.type: expected a type, such as service.'],
    Group: [
      '{type: team, children: [], parent: b}',
      '{children: []}',
      'spec.type: expected a type, such as team.',
    ],
    User: ['{memberOf: [payments]}', '{memberOf: payments}', 'spec.memberOf: expected a list of references.'],
  };
  it.each(ENTITY_KINDS)('%s is read when it is right and named when it is wrong', (kind) => {
    const [good, wrong, field] = specs[kind];
    expect(parseCatalogFile('f.yaml', entity(kind, good)).entities).toMatchObject([{ kind, name: 'x' }]);
    expect(lines(entity(kind, wrong))).toEqual([`shop.yaml, document 1, ${field}`]);
  });
  it('keeps what people belong to', () => {
    const read = (kind: string, spec: string) =>
      parseCatalogFile('f', entity(kind, spec)).entities[0]?.memberOf;
    expect(read('User', '{memberOf: [payments]}')).toEqual(['group:default/payments']);
    expect(read('Group', '{type: team, children: [c], parent: harbor}')).toEqual(['group:default/harbor']);
    expect(read('Group', '{type: team, children: []}')).toEqual([]);
  });
});

describe('a bad document', () => {
  it('is left out, and the others are read', () => {
    const file = [
      COMPONENT,
      entity('Component', '{type: 1, lifecycle: x, owner: a}'),
      entity('Domain', '{owner: a}'),
    ];
    const { entities, problems } = parseCatalogFile('shop.yaml', file.join('\n---\n'));
    expect(entities.map(({ ref }) => ref)).toEqual(['component:default/checkout', 'domain:default/x']);
    expect(problems).toEqual([
      { file: 'shop.yaml', document: 2, field: 'spec.type', expected: 'expected a type, such as service' },
    ]);
  });

  const cases: [string, string, string[]][] = [
    ['broken YAML', 'a: [1', ['shop.yaml, document 1: expected YAML; Flow sequence']],
    ['a text', 'hello', ['shop.yaml, document 1: expected an entity of a catalog.']],
    [
      'a strange kind',
      entity('Gadget', '{}'),
      [`shop.yaml, document 1, kind: expected one of ${ENTITY_KINDS.join(', ')}.`],
    ],
    [
      'a strange apiVersion and no name',
      'apiVersion: v1\nkind: Component\nmetadata: {}\n',
      [
        'shop.yaml, document 1, apiVersion: expected backstage.io/v1alpha1 or backstage.io/v1beta1.',
        'shop.yaml, document 1, metadata.name: expected a name.',
      ],
    ],
    [
      'a name with a space',
      'apiVersion: backstage.io/v1alpha1\nkind: Domain\nmetadata: {name: a b}\nspec: {owner: a}\n',
      [
        'shop.yaml, document 1, metadata.name: expected 1 to 63 letters and digits, joined by "-", "_" or ".".',
      ],
    ],
    [
      'a number as an annotation',
      'apiVersion: backstage.io/v1alpha1\nkind: Domain\nmetadata: {name: a, annotations: {tier: 1}}\nspec: {owner: a}\n',
      ['shop.yaml, document 1, metadata.annotations.tier: expected a string: put it in quotes.'],
    ],
    [
      'a dependency without a kind',
      entity('Component', '{type: a, lifecycle: b, owner: c, dependsOn: [component:a, cart]}'),
      [
        'shop.yaml, document 1, spec.dependsOn[1]: expected a reference such as component:default/cart or resource:default/orders-db.',
      ],
    ],
    [
      'an owner that cannot own',
      entity('Domain', '{owner: component:default/cart}'),
      ['shop.yaml, document 1, spec.owner: expected a reference such as group:default/payments.'],
    ],
    [
      'the same entity twice',
      `${entity('Domain', '{owner: a}')}---\n${entity('Domain', '{owner: b}')}`,
      [
        'shop.yaml, document 2, metadata.name: expected one entity of a name; document 1 is domain:default/x too.',
      ],
    ],
    [
      'no spec',
      'apiVersion: backstage.io/v1alpha1\nkind: Domain\nmetadata: {name: a}\n',
      ['shop.yaml, document 1, spec: expected a spec.'],
    ],
  ];
  it.each(cases)('%s', (_case, content, expected) => {
    const found = lines(content);
    expect(found).toHaveLength(expected.length);
    found.forEach((line, index) => expect(line).toContain(expected[index] ?? ''));
  });
});

it('skips what is empty and what says nothing of what runs', () => {
  const content = `---\n---\n${entity('Location', '{targets: []}')}---\n${entity('Domain', '{owner: a}')}`;
  const read = parseCatalogFile('f', content);
  expect(read.problems).toEqual([]);
  expect(read.skipped).toEqual(['Location default/x']);
  expect(read.entities).toHaveLength(1);
});

it('is not confused by names of JavaScript', () => {
  const content = entity('Domain', '{owner: a, __proto__: {owner: b}, constructor: 1}');
  expect(parseCatalogFile('f', content).entities).toMatchObject([{ owner: 'group:default/a' }]);
});
