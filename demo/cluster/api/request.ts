import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ResourceDefinition } from '../resources';
import type { User } from './access';

/** A request for a resource, taken apart. */
export interface Target {
  definition: ResourceDefinition;
  namespace?: string;
  name?: string;
  subresource?: string;
}

export interface Call {
  request: IncomingMessage;
  response: ServerResponse;
  url: URL;
  user: User;
  body: Buffer;
}

/** One line of the request log: enough to prove what a client read and wrote. */
export interface RequestRecord {
  /** Virtual time in ms. */
  atMs: number;
  /** get, list, watch, create, update, patch or delete; of a path that is no resource, the HTTP method in small letters. */
  verb: string;
  path: string;
  resource: string;
  subresource?: string;
  namespace?: string;
  name?: string;
  user: string;
  userAgent: string;
  dryRun: boolean;
  code: number;
}
