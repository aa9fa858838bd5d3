import { ROLES } from '@/lib/model';
import { z } from 'zod';
import { operation, type Operation } from './operation';

const sessionSchema = z.object({
  /** Eight digits that identify it in a list; they are no credential. */
  id: z.string(),
  method: z.enum(['persona', 'link', 'token']),
  userAgent: z.string(),
  createdAt: z.string(),
  lastSeenAt: z.string(),
  expiresAt: z.string(),
  /** Whether this call was made with it. */
  current: z.boolean(),
});

/** The calling actor and their own sessions. */
export const SELF: readonly Operation[] = [
  operation({
    id: 'getMe',
    method: 'GET',
    path: '/api/v1/me',
    summary: 'The signed-in user or the token in use',
    access: 'read',
    effect: 'read',
    answer: z.object({
      id: z.string(),
      name: z.string(),
      role: z.enum(ROLES),
      groups: z.array(z.string()),
    }),
    handle: (_input, { actor: { id, name, role, groups } }) => ({ id, name, role, groups }),
  }),
  operation({
    id: 'listSessions',
    method: 'GET',
    path: '/api/v1/sessions',
    summary: 'Your own sessions, most recently used first',
    access: 'read',
    effect: 'read',
    answer: z.object({ items: z.array(sessionSchema), nextCursor: z.null() }),
    handle: async (_input, { actor, sessions }) => ({
      items: await sessions.ofActor(actor),
      nextCursor: null,
    }),
  }),
  operation({
    id: 'revokeSession',
    method: 'DELETE',
    path: '/api/v1/sessions/{id}',
    summary: 'Ends one of your own sessions',
    access: 'read',
    effect: 'ask',
    params: z.object({
      id: z.string().regex(/^[0-9a-f]{8}$/, 'expected eight hex digits, as the list gives them'),
    }),
    answer: sessionSchema,
    handle: ({ params: { id } }, { actor, sessions }) => sessions.revokeOwn(actor, id),
  }),
];
