import { z } from 'zod';
import { AUDIT } from './audit';
import { CHANGES } from './changes';
import { CLUSTERS } from './clusters';
import { CONSUL } from './consul';
import { HEALTH } from './health';
import { LIVE } from './live';
import { LOGS } from './logs';
import { openApiDocument } from './openapi';
import { operation, type Declaration, type Operation } from './operation';
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

/** Every operation that has a handler, by area. Each has a file under app/, except those that stream. */
export const OPERATIONS: readonly Operation[] = [
  ...SERVICES,
  ...HEALTH,
  ...CLUSTERS,
  ...CHANGES,
  ...AUDIT,
  ...TOPOLOGY,
  ...REGISTRY,
  ...REGISTRATION,
  ...LOGS,
  ...SELF,
  ...LIVE,
  getOpenApi,
];

/** What lib/http answers before Next without a handler: declared here for the document alone. */
export const FRONT: readonly Declaration[] = [HEARTBEAT, ...CONSUL];

/** The whole API. */
export const DECLARATIONS: readonly Declaration[] = [...OPERATIONS, ...FRONT];
