import { RESOURCES, type ResourceDefinition } from '../resources';

const VERBS = ['create', 'delete', 'get', 'list', 'patch', 'update', 'watch'];
const groupVersion = ({ group, version }: ResourceDefinition) => (group ? `${group}/${version}` : version);

function apiGroup(name: string, version: string) {
  const preferred = { groupVersion: `${name}/${version}`, version };
  return { name, versions: [preferred], preferredVersion: preferred };
}

const groups = () => {
  const byName = new Map(
    RESOURCES.filter(({ group }) => group).map(({ group, version }) => [group, version]),
  );
  byName.set('authorization.k8s.io', 'v1');
  return [...byName].map(([name, version]) => apiGroup(name, version));
};

function resourceList(wanted: string) {
  const resources = RESOURCES.filter((definition) => groupVersion(definition) === wanted).flatMap(
    (definition) => {
      const { plural, kind, namespaced } = definition;
      const base = { singularName: kind.toLowerCase(), namespaced, kind };
      const sub = (name: string, verbs: string[], subKind = kind) => ({
        ...base,
        name: `${plural}/${name}`,
        singularName: '',
        kind: subKind,
        verbs,
      });
      return [
        { ...base, name: plural, verbs: VERBS },
        ...(definition.hasStatus ? [sub('status', ['get', 'patch', 'update'])] : []),
        ...(definition.scalable
          ? [{ ...sub('scale', ['get', 'patch', 'update'], 'Scale'), group: 'autoscaling', version: 'v1' }]
          : []),
        ...(plural === 'pods' ? [sub('log', ['get'])] : []),
      ];
    },
  );
  if (wanted === 'authorization.k8s.io/v1') {
    const kind = 'SelfSubjectAccessReview';
    return {
      kind: 'APIResourceList',
      apiVersion: 'v1',
      groupVersion: wanted,
      resources: [
        {
          name: 'selfsubjectaccessreviews',
          singularName: 'selfsubjectaccessreview',
          namespaced: false,
          kind,
          verbs: ['create'],
        },
      ],
    };
  }
  return resources.length
    ? { kind: 'APIResourceList', apiVersion: 'v1', groupVersion: wanted, resources }
    : null;
}

/** The answer to a discovery path; null for any other path. */
export function discover(path: string): Record<string, unknown> | null {
  if (path === '/version') {
    return {
      major: '1',
      minor: '36',
      gitVersion: 'v1.36.3',
      gitCommit: 'demo',
      gitTreeState: 'clean',
      buildDate: '2026-05-12T00:00:00Z',
      goVersion: 'go1.26.8',
      compiler: 'gc',
      platform: 'linux/amd64',
    };
  }
  if (path === '/api') return { kind: 'APIVersions', versions: ['v1'], serverAddressByClientCIDRs: [] };
  if (path === '/apis') return { kind: 'APIGroupList', apiVersion: 'v1', groups: groups() };
  if (path === '/openapi/v3') return { paths: {} };
  const version = /^\/(?:api|apis)\/(.+)$/.exec(path)?.[1];
  if (!version) return null;
  const group = groups().find(({ name }) => name === version);
  if (group && path.startsWith('/apis/')) return { kind: 'APIGroup', apiVersion: 'v1', ...group };
  return path.startsWith('/apis/') === version.includes('/') ? resourceList(version) : null;
}
