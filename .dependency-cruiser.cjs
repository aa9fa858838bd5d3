// The import table of the design (see docs/decisions/0001): which room may import which, besides itself.
const rooms = {
  'lib/model': [],
  'lib/projection': ['lib/model'],
  'lib/derive': ['lib/model'],
  'lib/policy': ['lib/model'],
  'lib/store': ['lib/model'],
  'lib/views': ['lib/model', 'lib/store', 'lib/derive', 'lib/policy'],
  'lib/live': ['lib/model', 'lib/views', 'lib/policy'],
  'lib/cluster': ['lib/model', 'lib/projection', 'lib/store'],
  'lib/db': ['lib/model'],
  'lib/auth': ['lib/model', 'lib/db', 'lib/env'],
  'lib/registry': ['lib/model', 'lib/db'],
  'lib/reads': ['lib/model', 'lib/derive', 'lib/policy', 'lib/store', 'lib/views', 'lib/db'],
  'lib/actions': [
    'lib/model',
    'lib/projection',
    'lib/derive',
    'lib/policy',
    'lib/store',
    'lib/cluster',
    'lib/db',
    'lib/registry',
  ],
  'lib/sources': ['lib/model'],
  'lib/jobs': [
    'lib/model',
    'lib/derive',
    'lib/policy',
    'lib/actions',
    'lib/reads',
    'lib/views',
    'lib/sources',
    'lib/db',
  ],
  'lib/runtime': [
    'lib/model',
    'lib/store',
    'lib/views',
    'lib/live',
    'lib/cluster',
    'lib/db',
    'lib/jobs',
    'lib/sources',
    'lib/registry',
    'lib/derive',
    'lib/policy',
    'lib/reads',
    'lib/actions',
    'lib/auth',
    'lib/env',
  ],
  'lib/api': ['lib/model', 'lib/policy', 'lib/reads', 'lib/actions', 'lib/registry'],
  'lib/http': [
    'lib/model',
    'lib/auth',
    'lib/policy',
    'lib/api',
    'lib/live',
    'lib/runtime',
    'lib/registry',
    'lib/actions',
  ],
  'lib/client': ['lib/model'],
  'lib/lua': ['lib/model'],
  'lib/env': ['lib/model'],
  'components/ui': [],
  'components/[^/]+': ['lib/client', 'lib/model', 'components'],
  'app/api': ['lib/http', 'lib/api'],
  app: ['components', 'lib/client', 'lib/reads', 'lib/policy', 'lib/runtime', 'lib/auth', 'lib/model'],
  // What Next itself starts with: `instrumentation.ts` and `proxy.ts`.
  'root files': ['lib/http', 'lib/runtime', 'lib/auth'],
  cli: [
    'lib/projection',
    'lib/derive',
    'lib/lua',
    'lib/reads',
    'lib/actions',
    'lib/runtime',
    'lib/db',
    'lib/env',
    'lib/model',
  ],
};

const rootFiles = '^(instrumentation|proxy)\\.ts$';
const shipped = `^(app|components|lib|cli)/|${rootFiles}`;
const product = `^(app|components|lib|cli|prisma|demo|e2e|bench|scripts)/|${rootFiles}`;
// Tests and their helpers may stand on any room: they prove how rooms meet.
const testCode = '(\\.test\\.tsx?$|/testing/|\\.spec\\.ts$)';

function escape(room) {
  return room === 'components/[^/]+' ? 'components/(?!ui/)[^/]+' : room.replaceAll('/', '\\/');
}

/** `lib/env` is a file; every other room is a folder. */
function within(room) {
  if (room === 'lib/env') return '^lib/env\\.ts$';
  if (room === 'root files') return rootFiles;
  return `^${escape(room)}/`;
}

const directions = Object.entries(rooms).map(([room, allowed]) => ({
  name: `room-${room.replaceAll(/[^a-z]+/g, '-')}`,
  comment: `${room} may import ${allowed.length ? allowed.join(', ') : 'nothing'} besides itself.`,
  severity: 'error',
  from: {
    path: within(room),
    pathNot: [testCode, ...(room === 'app' ? [within('app/api')] : [])],
  },
  to: {
    path: product,
    pathNot: [
      within(room),
      ...allowed.map((other) => (other === 'components' ? '^components/' : within(other))),
    ],
  },
}));

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...directions,
    {
      name: 'no-circular',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'the-server-knows-only-next',
      comment: 'server.mjs is not compiled: it may import Node and Next alone.',
      severity: 'error',
      from: { path: '^server\\.mjs$' },
      to: { dependencyTypesNot: ['core'], pathNot: '^node_modules/next/' },
    },
    {
      name: 'kubernetes-only-in-cluster',
      severity: 'error',
      from: { path: shipped, pathNot: ['^lib/cluster/', testCode] },
      to: { path: '@kubernetes/client-node' },
    },
    {
      name: 'prisma-only-in-db',
      severity: 'error',
      from: { path: shipped, pathNot: ['^lib/db/', testCode] },
      to: { path: '(@prisma/|lib/db/generated)' },
    },
    {
      name: 'demo-is-imported-by-nothing-of-the-product',
      severity: 'error',
      from: { path: shipped, pathNot: testCode },
      to: { path: '^(demo|e2e|bench)/' },
    },
    {
      name: 'not-to-unresolvable',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^node:' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(\\.next|node_modules/\\.cache|lib/db/generated)/' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      mainFields: ['module', 'main', 'types'],
    },
  },
};
