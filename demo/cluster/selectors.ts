import { isRecord } from './json';
import { badRequest } from './status-error';
import type { KubeObject, Labels } from './types';

export type Matcher = (object: KubeObject) => boolean;

export function hasLabels(wanted: Labels | undefined, labels: Labels | undefined): boolean {
  return !!wanted && Object.entries(wanted).every(([key, value]) => labels?.[key] === value);
}

function fieldOf(object: KubeObject, path: string): string {
  let value: unknown = object;
  for (const step of path.split('.')) value = isRecord(value) ? value[step] : undefined;
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : '';
}

function fieldMatcher(selector: string): Matcher {
  const tests = selector.split(',').map((term): Matcher => {
    const found = /^([\w.]+)\s*(!=|==?)\s*(.*)$/.exec(term.trim());
    if (!found) throw badRequest(`invalid selector: '${term}'; can't understand '${term}'`);
    const [, path = '', operator, value = ''] = found;
    return (object) => (fieldOf(object, path) === value) === (operator !== '!=');
  });
  return (object) => tests.every((test) => test(object));
}

function labelMatcher(selector: string): Matcher {
  const terms = selector.match(/[^,(]+(\([^)]*\))?/g) ?? [];
  const tests = terms.map((term): Matcher => {
    const text = term.trim();
    const set = /^([\w./-]+)\s+(in|notin)\s+\(([^)]*)\)$/.exec(text);
    if (set) {
      const [, key = '', operator, list = ''] = set;
      const values = list.split(',').map((value) => value.trim());
      return ({ metadata }) => values.includes(metadata.labels?.[key] ?? '\0') === (operator === 'in');
    }
    const equality = /^([\w./-]+)\s*(!=|==?)\s*([\w.-]*)$/.exec(text);
    if (equality) {
      const [, key = '', operator, value = ''] = equality;
      return ({ metadata }) => (metadata.labels?.[key] === value) === (operator !== '!=');
    }
    const existence = /^(!?)\s*([\w./-]+)$/.exec(text);
    if (!existence) throw badRequest(`unable to parse requirement: '${text}'`);
    const [, absent, key = ''] = existence;
    return ({ metadata }) => (metadata.labels?.[key] !== undefined) === (absent === '');
  });
  return (object) => tests.every((test) => test(object));
}

/** The objects that match the namespace, labelSelector and fieldSelector of a request. An invalid selector is refused with 400. */
export function requestMatcher(namespace: string | undefined, query: URLSearchParams): Matcher {
  const tests: Matcher[] = [];
  if (namespace) tests.push((object) => object.metadata.namespace === namespace);
  const labels = query.get('labelSelector');
  const fields = query.get('fieldSelector');
  if (labels) tests.push(labelMatcher(labels));
  if (fields) tests.push(fieldMatcher(fields));
  return (object) => tests.every((test) => test(object));
}
