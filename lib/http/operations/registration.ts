import { z } from 'zod';
import {
  drainSchema,
  heartbeatSchema,
  madeRegistryTokenSchema,
  registeredAnswerSchema,
  registrationSchema,
  registeredIdSchema,
  registeredServiceSchema,
  registryTokenRequestSchema,
  registryTokenSchema,
} from '@/lib/model';
import { operation } from '../operation';

const params = z.object({ service: registeredServiceSchema, id: registeredIdSchema });

export const registerInstance = operation({
  id: 'registerInstance',
  method: 'PUT',
  path: '/api/v1/registry/instances/{service}/{id}',
  summary: 'Registers an instance, or says anew what it is: it counts as a heartbeat',
  access: 'registry',
  params,
  body: registrationSchema,
  answer: registeredAnswerSchema,
});

export const deregisterInstance = operation({
  id: 'deregisterInstance',
  method: 'DELETE',
  path: '/api/v1/registry/instances/{service}/{id}',
  summary: 'Takes an instance out of the registry',
  access: 'registry',
  params,
  answer: params,
});

export const heartbeatInstance = operation({
  id: 'heartbeatInstance',
  method: 'PUT',
  path: '/api/v1/registry/instances/{service}/{id}/heartbeat',
  summary: 'Says that an instance is there, and how it is: passing unless told',
  access: 'registry',
  params,
  body: heartbeatSchema,
  answer: z.object({ ok: z.literal(true) }),
});

export const drainInstance = operation({
  id: 'drainInstance',
  method: 'PUT',
  path: '/api/v1/registry/instances/{service}/{id}/drain',
  summary: 'Takes an instance out of the answers, or puts it back; it stays registered',
  access: 'registry',
  params,
  body: drainSchema,
  answer: registeredAnswerSchema,
});

export const listRegistryTokens = operation({
  id: 'listRegistryTokens',
  method: 'GET',
  path: '/api/v1/registry/tokens',
  summary: 'Who may register what; not the tokens themselves',
  access: 'read',
  answer: z.object({ items: z.array(registryTokenSchema), nextCursor: z.null() }),
});

export const makeRegistryToken = operation({
  id: 'makeRegistryToken',
  method: 'POST',
  path: '/api/v1/registry/tokens',
  summary: 'Makes a token by which instances of some services register; it is answered this once',
  access: 'read',
  body: registryTokenRequestSchema,
  answer: madeRegistryTokenSchema,
  status: 201,
});

export const deleteRegistryToken = operation({
  id: 'deleteRegistryToken',
  method: 'DELETE',
  path: '/api/v1/registry/tokens/{name}',
  summary: 'Takes a token of the registry back',
  access: 'read',
  params: z.object({ name: z.string().max(63) }),
  answer: z.object({ name: z.string() }),
});
