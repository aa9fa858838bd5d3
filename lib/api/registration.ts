import {
  deleteToken,
  deregisterInstance,
  drainInstance,
  makeRegistryToken,
  registerInstance,
} from '@/lib/actions';
import {
  drainSchema,
  heartbeatSchema,
  madeRegistryTokenSchema,
  registeredAnswerSchema,
  registrationSchema,
  registryTokenRequestSchema,
  registryTokenSchema,
} from '@/lib/model';
import { readRegistryTokens } from '@/lib/reads';
import { z } from 'zod';
import { operation, type Declaration, type Operation } from './operation';
import { instanceParams } from './parameters';
import { registeredAnswer } from './registered-answer';
import { selfRegistration } from './self-registration';

/** Registration of instances, and the registry's tokens. */
export const REGISTRATION: readonly Operation[] = [
  operation({
    id: 'registerInstance',
    method: 'PUT',
    path: '/api/v1/registry/instances/{service}/{id}',
    summary: 'Registers or updates an instance; counts as a heartbeat',
    access: 'registry',
    effect: 'ask',
    params: instanceParams,
    body: registrationSchema,
    answer: registeredAnswerSchema,
    handle: async ({ params, body }, { registers }) =>
      registeredAnswer(await registerInstance(registers, params, selfRegistration(body))),
  }),
  operation({
    id: 'deregisterInstance',
    method: 'DELETE',
    path: '/api/v1/registry/instances/{service}/{id}',
    summary: 'Deregisters an instance',
    access: 'registry',
    effect: 'ask',
    params: instanceParams,
    answer: instanceParams,
    handle: async ({ params }, { registers }) => {
      await deregisterInstance(registers, params);
      return params;
    },
  }),
  operation({
    id: 'drainInstance',
    method: 'PUT',
    path: '/api/v1/registry/instances/{service}/{id}/drain',
    summary: 'Drains an instance or ends its draining; it stays registered',
    access: 'registry',
    effect: 'ask',
    params: instanceParams,
    body: drainSchema,
    answer: registeredAnswerSchema,
    handle: async ({ params, body }, { registers }) =>
      registeredAnswer(await drainInstance(registers, params, body)),
  }),
  operation({
    id: 'listRegistryTokens',
    method: 'GET',
    path: '/api/v1/registry/tokens',
    summary: 'Tokens of the registry: who may register what, without the secrets',
    access: 'read',
    effect: 'read',
    answer: z.object({ items: z.array(registryTokenSchema), nextCursor: z.null() }),
    handle: async (_input, { reads, registers }) => ({
      items: await readRegistryTokens(reads, registers.registry.tokens),
      nextCursor: null,
    }),
  }),
  operation({
    id: 'makeRegistryToken',
    method: 'POST',
    path: '/api/v1/registry/tokens',
    summary: 'Creates a token for registering instances of some services; the secret is shown only once',
    access: 'read',
    effect: 'ask',
    body: registryTokenRequestSchema,
    answer: madeRegistryTokenSchema,
    status: 201,
    handle: ({ body }, { registers }) => makeRegistryToken(registers, body),
  }),
  operation({
    id: 'deleteRegistryToken',
    method: 'DELETE',
    path: '/api/v1/registry/tokens/{name}',
    summary: 'Revokes a token of the registry',
    access: 'read',
    effect: 'ask',
    params: z.object({ name: z.string().max(63) }),
    answer: z.object({ name: z.string() }),
    handle: async ({ params: { name } }, { registers }) => {
      await deleteToken(registers, name);
      return { name };
    },
  }),
];

/** Answered before Next (docs/decisions/0016): lib/http/front has its handler. */
export const HEARTBEAT: Declaration = {
  id: 'heartbeatInstance',
  method: 'PUT',
  path: '/api/v1/registry/instances/{service}/{id}/heartbeat',
  summary: 'Sends a heartbeat of an instance with its status; default passing',
  access: 'registry',
  effect: 'ask',
  params: instanceParams,
  body: heartbeatSchema,
  answer: z.object({ ok: z.literal(true) }),
};
