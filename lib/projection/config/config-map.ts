import type { ConfigKey, ConfigMap } from '@/lib/model';
import type { Fields } from '../fields';
import { head } from '../meta';
import { recordOf, textOf } from './loose';
import { searchText } from './search';
import { mentionsOf, plainOf, portsAmong } from './settings';
import { shownField } from './shown';

/** How many characters of one ConfigMap are searched: large ones hold dashboards and certificates. */
const SEARCHED_MAX = 512 * 1024;
const MENTIONS_MAX = 256;
const SETTING_CHARS_MAX = 1000;

/** The name of a ConfigMap, and the addresses in its values. `binaryData` is not read. */
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

/** A Grafana dashboard: its links and queries name many hosts, but they are not calls. */
function isDashboard(text: string): boolean {
  return text.includes('"schemaVersion"') && text.includes('"panels"');
}

/** Whether a text is a single value, as `envFrom` gives it to a process; otherwise it is a file. */
function isSetting(text: string): boolean {
  return text.length <= SETTING_CHARS_MAX && !text.trimEnd().includes('\n');
}
