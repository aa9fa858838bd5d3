import { OPERATIONS, type Operation } from '@/lib/api';
import { failureOf, problemResponse, ProtocolError } from './problem';
import { route, type Handler } from './route';

/**
 * The handlers of one path of lib/api, as a route file of Next exports them.
 *
 * @param path As its operations write it: `/api/v1/services/{id}`.
 * @throws Error where no operation has this path.
 */
export function serve(path: string) {
  const served = OPERATIONS.filter((operation) => operation.path === path);
  if (served.length === 0) throw new Error(`lib/api has no operation at ${path}.`);
  return methods(served);
}

/** The handlers of one address; its other methods answer 405 and name those that there are (RFC 9110 §15.5.6). */
export function methods(served: readonly Operation[]) {
  const names = served.map(({ method }) => method);
  const allow = [...names, ...(names.includes('GET') ? ['HEAD'] : [])].join(', ');
  const refuse: Handler = (request) => {
    const sentence = `${request.method} is not allowed here; expected ${allow}.`;
    return Promise.resolve(
      problemResponse(failureOf(new ProtocolError('method-not-allowed', sentence, { allow }))),
    );
  };
  const handlers = { GET: refuse, POST: refuse, PUT: refuse, PATCH: refuse, DELETE: refuse };
  for (const operation of served) handlers[operation.method] = route(operation);
  return handlers;
}
