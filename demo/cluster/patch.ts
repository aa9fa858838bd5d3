import { clone, equal, isRecord, type JsonRecord } from './json';
import { badRequest, StatusError } from './status-error';

/** RFC 7386. Neither argument is changed. */
export function mergePatch(target: unknown, patch: unknown): unknown {
  if (!isRecord(patch)) return clone(patch);
  const result: JsonRecord = isRecord(target) ? clone(target) : {};
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) Reflect.deleteProperty(result, key);
    else result[key] = mergePatch(result[key], value);
  }
  return result;
}

const unprocessable = (message: string) => new StatusError(422, 'Invalid', message);

/** RFC 6902. The target is not changed. A failing `test` or a path that does not exist is refused with 422. */
export function jsonPatch(target: unknown, operations: unknown): unknown {
  if (!Array.isArray(operations)) throw badRequest('a JSON patch must be an array of operations');
  const root = { document: clone(target) };
  for (const operation of operations as unknown[]) {
    if (!isRecord(operation) || typeof operation.path !== 'string')
      throw badRequest('a JSON patch operation needs a path');
    const { op, path } = operation;
    if (op === 'add') add(root, path, clone(operation.value));
    else if (op === 'remove') take(root, path);
    else if (op === 'replace') {
      take(root, path);
      add(root, path, clone(operation.value));
    } else if (op === 'copy') add(root, path, clone(look(root, String(operation.from))));
    else if (op === 'move') add(root, path, take(root, String(operation.from)));
    else if (op === 'test') {
      if (!equal(look(root, path), operation.value)) throw unprocessable(`testing value ${path} failed`);
    } else throw badRequest(`unknown JSON patch operation "${String(op)}"`);
  }
  return root.document;
}

function steps(path: string): string[] {
  if (path !== '' && !path.startsWith('/')) throw badRequest(`invalid JSON pointer "${path}"`);
  return [
    'document',
    ...path
      .split('/')
      .slice(1)
      .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~')),
  ];
}

function holder(root: JsonRecord, path: string): { parent: JsonRecord | unknown[]; last: string } {
  const all = steps(path);
  const last = all.pop() ?? 'document';
  let parent: unknown = root;
  for (const step of all)
    parent = Array.isArray(parent) ? parent[Number(step)] : isRecord(parent) ? parent[step] : undefined;
  if (!isRecord(parent) && !Array.isArray(parent)) throw unprocessable(`the path ${path} does not exist`);
  return { parent, last };
}

function look(root: JsonRecord, path: string): unknown {
  const { parent, last } = holder(root, path);
  return Array.isArray(parent) ? parent[Number(last)] : parent[last];
}

function add(root: JsonRecord, path: string, value: unknown): void {
  const { parent, last } = holder(root, path);
  if (!Array.isArray(parent)) parent[last] = value;
  else parent.splice(last === '-' ? parent.length : Number(last), 0, value);
}

function take(root: JsonRecord, path: string): unknown {
  const { parent, last } = holder(root, path);
  if (Array.isArray(parent)) {
    if (!(Number(last) < parent.length)) throw unprocessable(`the path ${path} does not exist`);
    return parent.splice(Number(last), 1)[0];
  }
  if (!(last in parent)) throw unprocessable(`the path ${path} does not exist`);
  const value = parent[last];
  Reflect.deleteProperty(parent, last);
  return value;
}
