import type { ConfigMap, ConfigMapUse, ContainerConfig, Mention, Workload } from '@/lib/model';
import { namedObject } from './evidence';
import type { TopologySource } from './source';

/** An address in a workload's configuration, with the object that holds it. */
export interface PlacedMention {
  readonly mention: Mention;
  readonly object: string;
  /** Where the workload refers to the object, when it is another one: `Deployment shop/web, containers[web].envFrom[0]`. */
  readonly by?: string;
}

/** All addresses in a workload's configuration, also in the ConfigMaps that its containers use. Variables are replaced. */
export function mentionsIn(workload: Workload, source: TopologySource): PlacedMention[] {
  return (workload.spec.template.config ?? []).flatMap((config) =>
    containerMentions(workload, config, source),
  );
}

function containerMentions(
  workload: Workload,
  config: ContainerConfig,
  source: TopologySource,
): PlacedMention[] {
  const { namespace } = workload.metadata;
  const owner = namedObject(workload);
  const mapOf = (name: string): ConfigMap | undefined => source.objects.get('ConfigMap', namespace, name);
  const own = config.mentions.map((mention) => ({ mention, object: owner }));
  const placed = [
    ...own,
    ...fromVariables(config, owner, mapOf),
    ...config.configMaps.flatMap((use) => fromMap(use, owner, mapOf)),
  ];
  const values = valuesFor(config, namespace, mapOf);
  return placed.flatMap((one) => {
    if (one.mention.unless !== undefined && config.sets.includes(one.mention.unless)) return [];
    const mention = filled(one.mention, values);
    if (mention === null) return [];
    return mention === one.mention ? [one] : [{ ...one, mention }];
  });
}

type MapOf = (name: string) => ConfigMap | undefined;

function fromVariables(config: ContainerConfig, owner: string, mapOf: MapOf): PlacedMention[] {
  return config.variables.flatMap(({ from, field, isAddress }) => {
    if (from.kind !== 'ConfigMap') return [];
    const map = mapOf(from.name);
    const entry = map?.keys.find(({ key }) => key === from.key);
    if (map === undefined || entry === undefined) return [];
    const by = `${owner}, ${field}`;
    const object = namedObject(map);
    if (entry.mentions.length > 0) {
      return entry.mentions.map((mention) => ({
        mention: { ...mention, keyed: mention.keyed || isAddress },
        object,
        by,
      }));
    }
    const host = entry.plain?.toLowerCase() ?? '';
    if (!isAddress || !/[a-z]/u.test(host)) return [];
    const mention: Mention = {
      field: `data[${from.key}]`,
      host,
      ground: 'key',
      keyed: true,
      outside: host.includes('.'),
      value: host,
    };
    return [{ mention, object, by }];
  });
}

function fromMap({ name, keys, field }: ConfigMapUse, owner: string, mapOf: MapOf): PlacedMention[] {
  const map = mapOf(name);
  if (map === undefined) return [];
  const object = namedObject(map);
  const by = `${owner}, ${field}`;
  return map.keys
    .filter(({ key }) => keys === undefined || keys.includes(key))
    .flatMap(({ mentions }) => mentions.map((mention) => ({ mention, object, by })));
}

type Values = (variable: string) => string | undefined;

/** The values of a container's variables, as far as objects show them. */
function valuesFor(config: ContainerConfig, namespace: string, mapOf: MapOf): Values {
  return (name) => {
    const variable = config.variables.findLast((one) => one.name === name);
    if (variable?.from.kind === 'field')
      return variable.from.path === 'metadata.namespace' ? namespace : undefined;
    if (variable?.from.kind === 'Secret') return undefined;
    if (variable?.from.kind === 'ConfigMap') {
      const { name: map, key } = variable.from;
      return mapOf(map)?.keys.find((one) => one.key === key)?.plain;
    }
    for (const use of config.configMaps.filter(({ by }) => by === 'envFrom')) {
      const plain = mapOf(use.name)?.keys.find((one) => one.key === name)?.plain;
      if (plain !== undefined) return plain;
    }
    // Kubernetes itself sets this variable for each Service of the namespace.
    return /^(.+)_SERVICE_HOST$/u.exec(name)?.[1]?.toLowerCase().replaceAll('_', '-');
  };
}

const VARIABLE = /\$\(([A-Za-z_]\w*)\)/gu;

/** A mention with the values of its variables; null where that of the host is not known. A port that is not known is left out. */
function filled(mention: Mention, values: Values): Mention | null {
  if (!mention.value.includes('$(') && !mention.host.includes('$(')) return mention;
  const fill = (text: string): string =>
    text.replaceAll(VARIABLE, (whole, name: string) => values(name)?.toLowerCase() ?? whole);
  const host = fill(mention.host);
  if (host.includes('$(')) return null;
  const { port, ...rest } = mention;
  const filledPort = port === undefined ? undefined : fill(port);
  const isPort = filledPort !== undefined && /^\d{1,5}$/u.test(filledPort);
  return {
    ...rest,
    host,
    value: fill(mention.value),
    outside: mention.outside ?? (mention.keyed && host.includes('.')),
    ...(isPort ? { port: filledPort } : {}),
  };
}
