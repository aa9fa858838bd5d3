import { describe, expect, it } from 'vitest';
import { groupFields, splitPath } from './plan-groups';

describe('splitPath', () => {
  it.each([
    ['spec.replicas', 'spec', 'replicas'],
    ['spec.template.spec.containers[web].image', 'spec.template.spec.containers[web]', 'image'],
    ['metadata.labels[app.kubernetes.io/name]', 'metadata.labels', 'app.kubernetes.io/name'],
    ['spec.containers[a.b].env[X].value', 'spec.containers[a.b].env[X]', 'value'],
    ['replicas', '', 'replicas'],
  ])('%s', (path, parent, key) => {
    expect(splitPath(path)).toEqual({ parent, key });
  });
});

it('puts fields under the place they share, in the order of the plan', () => {
  const target = { cluster: 'c', namespace: 'shop', kind: 'Deployment', name: 'ledger' } as const;
  const groups = groupFields(target, [
    { path: 'spec.replicas', before: '2', after: '4' },
    { path: 'spec.template.spec.containers[web].image', before: 'a:1', after: 'a:2' },
    { path: 'spec.paused', before: null, after: 'true' },
  ]);
  expect(groups).toEqual([
    {
      id: 'spec',
      at: 'Deployment shop/ledger › spec',
      lines: [
        { key: 'replicas', before: '2', after: '4' },
        { key: 'paused', before: null, after: 'true' },
      ],
    },
    {
      id: 'spec.template.spec.containers[web]',
      at: 'Deployment shop/ledger › spec.template.spec.containers[web]',
      lines: [{ key: 'image', before: 'a:1', after: 'a:2' }],
    },
  ]);
});
