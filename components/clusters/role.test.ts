import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { roleFor } from './role';

it('gives the right to watch each kind, with one rule for each API group', () => {
  expect(parse(roleFor(['Pod', 'Deployment', 'Event']))).toMatchObject({
    kind: 'ClusterRole',
    rules: [
      { apiGroups: [''], resources: ['pods', 'events'], verbs: ['get', 'list', 'watch'] },
      { apiGroups: ['apps'], resources: ['deployments'], verbs: ['get', 'list', 'watch'] },
    ],
  });
});
