import { z } from 'zod';
import { AUDIT } from './audit';
import { CHANGES } from './changes';
import { CLUSTERS } from './clusters';
import { CONSUL } from './consul';
import { HEALTH } from './health';
import { LIVE } from './live';
import { LOGS } from './logs';
import { openApiDocument } from './openapi';
import { operation, type Declaration, type FrontOperation, type Operation } from './operation';
import { HEARTBEAT, REGISTRATION } from './registration';
import { REGISTRY } from './registry';
import { SELF } from './self';
import { SERVICES } from './services';
import { TOPOLOGY } from './topology';

let document: Readonly<Record<string, unknown>> | undefined;

const getOpenApi = operation({
  id: 'getOpenApi',
  method: 'GET',
  path: '/api/v1/openapi.json',
  summary: 'This document',
  access: 'read',
  effect: 'read',
  answer: z.record(z.string(), z.unknown()),
  handle: () => (document ??= openApiDocument(DECLARATIONS)),
});

/** Every operation that has a file under app/, by area. */
export const OPERATIONS: readonly Operation[] = [
  ...SERVICES,
  ...HEALTH,
  ...CLUSTERS,
  ...CHANGES,
  ...AUDIT,
  ...TOPOLOGY,
  ...REGISTRY,
  ...REGISTRATION,
  ...SELF,
  getOpenApi,
];

/** Every operation that lib/http/front answers before Next: what streams or is scraped. */
export const FRONT_OPERATIONS: readonly FrontOperation[] = [...LOGS, ...LIVE];

/** What lib/http/front answers by code of its own: declared here for the document alone. */
export const FRONT: readonly Declaration[] = [HEARTBEAT, ...CONSUL];

/** The whole API. */
export const DECLARATIONS: readonly Declaration[] = [...OPERATIONS, ...FRONT_OPERATIONS, ...FRONT];
