import { z } from 'zod';
import { createDocument, type ZodOpenApiOperationObject } from 'zod-openapi';
import type { Operation } from './operation';
import * as operations from './operations';
import { CONSUL_OPERATIONS } from './operations/consul';

/** Every operation that is served; a test holds them against the routes of app/. */
export const ALL_OPERATIONS: readonly Operation[] = [...Object.values(operations), ...CONSUL_OPERATIONS];

const problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    code: z.string(),
    id: z.string().optional(),
    errors: z.array(z.object({ field: z.string(), message: z.string() })).optional(),
  })
  .meta({ id: 'Problem', description: 'RFC 9457, with a code, and the fields that were wrong.' });

const VERSION = '0.1.0';
let made: Readonly<Record<string, unknown>> | undefined;

/** The OpenAPI 3.1 document of the whole API, made from the schemas that validate it. */
export function openApiDocument(): Readonly<Record<string, unknown>> {
  return (made ??= { ...create() });
}

function create() {
  const paths: Record<string, Record<string, ZodOpenApiOperationObject>> = {};
  for (const declared of ALL_OPERATIONS) {
    const path = (paths[declared.path] ??= {});
    path[declared.method.toLowerCase()] = describe(declared);
  }
  return createDocument({
    openapi: '3.1.0',
    info: {
      title: 'Pilothouse',
      version: VERSION,
      description: 'What runs where on Kubernetes, whether it is healthy, and the approved way to change it.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    security: [{ token: [] }, { session: [] }],
    components: {
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer' },
        session: { type: 'apiKey', in: 'cookie', name: 'pilothouse.session' },
      },
    },
    paths: paths,
  });
}

const PLAIN = { 'text/plain': { schema: z.string() } };

const idempotencyKey = z.object({ 'Idempotency-Key': z.string().max(200).optional() });

function describe(declared: Operation): ZodOpenApiOperationObject {
  const { params, query, body, answer, tag, mediaType = 'application/json', status = 200 } = declared;
  return {
    operationId: declared.id,
    summary: declared.summary,
    ...(tag === undefined ? {} : { tags: [tag] }),
    requestParams: {
      ...(params ? { path: params } : {}),
      ...(query ? { query } : {}),
      ...(declared.idempotent ? { header: idempotencyKey } : {}),
    },
    ...(body ? { requestBody: { content: { 'application/json': { schema: body } } } } : {}),
    responses: {
      [status]: { description: declared.summary, content: { [mediaType]: { schema: answer } } },
      default: {
        description: 'Why not',
        content: tag === 'consul' ? PLAIN : { 'application/problem+json': { schema: problem } },
      },
    },
  };
}
