import type { ConfigKey, ConfigMap } from '@/lib/model';
import type { Fields } from '../fields';
import { head } from '../meta';
import { recordOf, textOf } from './loose';
import { searchText } from './search';
import { mentionsOf, plainOf, portsAmong } from './settings';
import { shownField } from './shown';

/** What is searched of one ConfigMap, in characters: large ones hold dashboards and certificates. */
const SEARCHED_MAX = 512 * 1024;
const MENTIONS_MAX = 256;
const SETTING_CHARS_MAX = 1000;

/** A ConfigMap's name, and the addresses in its values. `binaryData` is not looked at. */
export function projectConfigMap(object: Fields): ConfigMap {
  const data = Object.entries(recordOf(object.with({})['data'])).map(
    ([key, value]) => [key, textOf(value) ?? ''] as const,
  );
  const ports = portsAmong(data.map(([name, value]) => ({ name, value: value.slice(0, 10) })));
  const keys: ConfigKey[] = [];
  let left = SEARCHED_MAX;
  let room = MENTIONS_MAX;
  for (const [key, value] of data) {
    const text = value.slice(0, Math.max(0, left));
    left -= text.length;
    if (isDashboard(text)) continue;
    const field = `data[${key}]`;
    const mentions = (
      isSetting(text)
        ? mentionsOf({ name: key, value: text, field }, ports)
        : searchText(text, { field, mode: 'file' })
    ).slice(0, room);
    room -= mentions.length;
    const plain = isSetting(text) ? plainOf(text) : undefined;
    if (mentions.length === 0 && plain === undefined) continue;
    keys.push({ key: shownField(key), mentions, ...(plain === undefined ? {} : { plain }) });
  }
  return { ...head('ConfigMap', object), keys };
}

/** A dashboard of Grafana's: its links and queries name much and call nothing. */
function isDashboard(text: string): boolean {
  return text.includes('"schemaVersion"') && text.includes('"panels"');
}

/** One value, as `envFrom` would hand it to a process; else a file. */
function isSetting(text: string): boolean {
  return text.length <= SETTING_CHARS_MAX && !text.trimEnd().includes('\n');
}
