import { z } from 'zod';
import { createDocument, type ZodOpenApiOperationObject } from 'zod-openapi';
import type { Declaration } from './operation';

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
  .meta({ id: 'Problem', description: 'RFC 9457, with a code and the invalid fields.' });

const VERSION = '0.1.0';

/** The OpenAPI 3.1 document of these operations, made from the schemas that validate their input. */
export function openApiDocument(declared: readonly Declaration[]): Readonly<Record<string, unknown>> {
  return { ...create(declared) };
}

function create(declared: readonly Declaration[]) {
  const paths: Record<string, Record<string, ZodOpenApiOperationObject>> = {};
  for (const each of declared) {
    const path = (paths[each.path] ??= {});
    path[each.method.toLowerCase()] = describe(each);
  }
  return createDocument({
    openapi: '3.1.0',
    info: {
      title: 'Pilothouse',
      version: VERSION,
      description:
        'What runs where on Kubernetes, whether it is healthy, and how to change it with approvals.',
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

function describe(declared: Declaration): ZodOpenApiOperationObject {
  const { params, query, body, answer, tag, mediaType = 'application/json', status = 200 } = declared;
  return {
    operationId: declared.id,
    summary: declared.summary,
    'x-pilothouse-effect': declared.effect,
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
        description: 'An error',
        content: tag === 'consul' ? PLAIN : { 'application/problem+json': { schema: problem } },
      },
    },
  };
}
