import type { ConfigMapUse, ConfigVariable, ContainerConfig, Mention } from '@/lib/model';
import { isAddressKey } from './address-key';
import { hostOf, portOf } from './host';
import { listOf, recordOf, textOf } from './loose';
import { searchText } from './search';
import { mentionsOf, portsAmong, type Setting } from './settings';
import { shownField } from './shown';

type Raw = Readonly<Record<string, unknown>>;

/** Longer lists add nothing about what a container calls. */
const MENTIONS_MAX = 200;
const NAMES_MAX = 64;

/**
 * The connections in the configuration of a pod's containers. Never throws: malformed parts are ignored. Undefined
 * where there are none.
 */
export function templateConfig(pod: Raw): readonly ContainerConfig[] | undefined {
  const configs = (['initContainers', 'containers'] as const)
    .flatMap((list) => listOf(pod[list]).map((item) => containerConfig(recordOf(item), list, pod)))
    .filter((config) => config !== null);
  return configs.length === 0 ? undefined : configs;
}

function containerConfig(container: Raw, list: string, pod: Raw): ContainerConfig | null {
  const name = textOf(container['name']) ?? '';
  const at = shownField(`${list}[${name}]`);
  const environment = readEnvironment(container, at);
  const mentions = [
    ...environment.mentions,
    ...wordsIn(container, at, environment.expand),
    ...checksIn(container, at, environment.expand),
  ].slice(0, MENTIONS_MAX);
  const config = {
    container: name,
    mentions,
    variables: environment.variables,
    configMaps: [...environment.configMaps, ...mountedMaps(container, pod)].slice(0, NAMES_MAX),
    sets: environment.sets,
    secrets: environment.secrets,
  };
  const says = mentions.length + config.configMaps.length + config.secrets.length + config.variables.length;
  return says === 0 ? null : config;
}

interface Environment {
  readonly mentions: readonly Mention[];
  readonly variables: readonly ConfigVariable[];
  readonly configMaps: readonly ConfigMapUse[];
  readonly sets: readonly string[];
  readonly secrets: readonly string[];
  /** Replaces `$(NAME)` with the values that the template holds. */
  readonly expand: (text: string) => string;
}

function readEnvironment(container: Raw, at: string): Environment {
  const literals = new Map<string, string>();
  const settings: Setting[] = [];
  const variables: ConfigVariable[] = [];
  const secrets: string[] = [];
  const sets: string[] = [];
  const expand = (text: string): string =>
    text.includes('$(')
      ? text.replaceAll(/(?<!\$)\$\(([A-Za-z_]\w*)\)/gu, (whole, name: string) => literals.get(name) ?? whole)
      : text;
  for (const item of listOf(container['env'])) {
    const entry = recordOf(item);
    const name = textOf(entry['name']) ?? '';
    if (isAddressKey(name) && sets.length < NAMES_MAX) sets.push(name);
    const field = `${at}.env[${name}]`;
    const value = textOf(entry['value']);
    if (value !== undefined) {
      const expanded = expand(value);
      literals.set(name, expanded);
      settings.push({ name, value: expanded, field });
      continue;
    }
    const variable = variableOf(name, field, recordOf(entry['valueFrom']));
    if (variable === null || variables.length >= NAMES_MAX) continue;
    if (variable.from.kind === 'Secret' && variable.isAddress)
      secrets.push(shownField(`${name} from Secret ${variable.from.name}, key ${variable.from.key}`));
    variables.push(variable);
  }
  const ports = portsAmong([...settings, ...variables.map(({ name }) => ({ name, value: `$(${name})` }))]);
  const from = listOf(container['envFrom']).map(recordOf);
  const wholeSecrets = from.flatMap((source) => textOf(recordOf(source['secretRef'])['name']) ?? []);
  return {
    mentions: settings.flatMap((setting) => mentionsOf(setting, ports)),
    variables,
    configMaps: from.flatMap((source, index) => {
      const map = textOf(recordOf(source['configMapRef'])['name']);
      return map === undefined
        ? []
        : [{ name: map, by: 'envFrom' as const, field: `${at}.envFrom[${index}]` }];
    }),
    sets,
    secrets: [
      ...secrets,
      ...wholeSecrets.map((secret) => shownField(`Any variable from Secret ${secret}`)),
    ].slice(0, NAMES_MAX),
    expand,
  };
}

function variableOf(name: string, field: string, source: Raw): ConfigVariable | null {
  const variable = { name, field: shownField(field), isAddress: isAddressKey(name, true) };
  for (const [ref, kind] of [
    ['configMapKeyRef', 'ConfigMap'],
    ['secretKeyRef', 'Secret'],
  ] as const) {
    const { name: object, key } = recordOf(source[ref]);
    const [objectName, keyName] = [textOf(object), textOf(key)];
    if (objectName !== undefined && keyName !== undefined)
      return { ...variable, from: { kind, name: objectName, key: keyName } };
  }
  const path = textOf(recordOf(source['fieldRef'])['fieldPath']);
  return path === undefined ? null : { ...variable, from: { kind: 'field', path } };
}

/** Addresses in command and arguments: a flag is the key of the argument after it. */
function wordsIn(container: Raw, at: string, expand: (text: string) => string): Mention[] {
  return (['command', 'args'] as const).flatMap((list) =>
    commandWords(container[list], `${at}.${list}`, expand),
  );
}

function commandWords(value: unknown, at: string, expand: (text: string) => string): Mention[] {
  const words = listOf(value).map((word) => expand(textOf(word) ?? ''));
  return words.flatMap((word, index) => {
    const before = words[index - 1] ?? '';
    const flag = /^--?[A-Za-z][\w.-]*$/u.test(before) && !word.startsWith('-') ? before : undefined;
    const field = `${at}[${index}]`;
    return flag === undefined || word.includes('\n')
      ? searchText(word, { field, mode: 'words' })
      : searchText(word, { field, mode: 'value', key: flag === '-h' ? 'host' : flag });
  });
}

/** Hosts in probes and lifecycle hooks, other than the pod itself. */
function checksIn(container: Raw, at: string, expand: (text: string) => string): Mention[] {
  const lifecycle = recordOf(container['lifecycle']);
  const handlers = [
    ...['readinessProbe', 'livenessProbe', 'startupProbe'].map((name) => [name, container[name]] as const),
    ...['postStart', 'preStop'].map((name) => [`lifecycle.${name}`, lifecycle[name]] as const),
  ];
  return handlers.flatMap(([name, value]) => {
    const handler = recordOf(value);
    const http = recordOf(handler['httpGet']);
    const field = `${at}.${name}`;
    return [
      ...commandWords(recordOf(handler['exec'])['command'], `${field}.exec.command`, expand),
      ...checkedHost(http, `${field}.httpGet.host`),
      ...checkedHost(recordOf(handler['tcpSocket']), `${field}.tcpSocket.host`),
    ];
  });
}

function checkedHost(check: Raw, field: string): Mention[] {
  const host = hostOf(textOf(check['host']) ?? '');
  if (host === null) return [];
  const port = portOf(textOf(check['port']) ?? '');
  const value = port === null ? host : `${host}:${port}`;
  return [{ field, host, ...(port === null ? {} : { port }), ground: 'key', keyed: true, value }];
}

/** ConfigMaps that a container mounts as volumes. */
function mountedMaps(container: Raw, pod: Raw): ConfigMapUse[] {
  const volumes = new Map(
    listOf(pod['volumes']).map((item) => [textOf(recordOf(item)['name']), recordOf(item)]),
  );
  return listOf(container['volumeMounts']).flatMap((item) => {
    const mount = recordOf(item);
    const name = textOf(mount['name']) ?? '';
    const volume = volumes.get(name) ?? {};
    const projected = listOf(recordOf(volume['projected'])['sources']).map(
      (source) => recordOf(source)['configMap'],
    );
    return [volume['configMap'], ...projected].flatMap((source) =>
      mapUse(recordOf(source), textOf(mount['subPath']), `volumes[${name}].configMap`),
    );
  });
}

function mapUse(source: Raw, subPath: string | undefined, field: string): ConfigMapUse[] {
  const name = textOf(source['name']);
  if (name === undefined) return [];
  const items = listOf(source['items']).map(recordOf);
  const use = { name, by: 'volume' as const, field: shownField(field) };
  const keyOf = (item: Raw): string => textOf(item['key']) ?? '';
  if (subPath !== undefined) {
    const item = items.find(({ path }) => path === subPath);
    return [{ ...use, keys: [item === undefined ? subPath : keyOf(item)] }];
  }
  return [items.length === 0 ? use : { ...use, keys: items.map(keyOf) }];
}
