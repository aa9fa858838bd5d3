import { z } from 'zod';
import { readProbe } from './probe-words';
import { TOKEN_RULES } from './token-rules';

/** Limits of what an instance may register. */
export const REGISTRY_LIMITS = {
  outputBytes: 4096,
  tags: 64,
  metadataPairs: 64,
  textLength: 512,
  checks: 16,
  bodyBytes: 64 * 1024,
  ttlMs: { min: 1000, max: 3_600_000 },
  /** Consul's own floor as well. */
  deregisterAfterMsMin: 60_000,
} as const;

const NAME = /^[A-Za-z0-9]([A-Za-z0-9._-]{0,126}[A-Za-z0-9])?$/;
const ID = /^[A-Za-z0-9][\w.:@/-]{0,199}$/;
const NAME_WORDS = 'expected 1 to 128 letters, digits, dots, dashes and underscores';
const ID_WORDS = 'expected 1 to 200 letters, digits and any of . _ : @ / -';

export const registeredServiceSchema = z.string().regex(NAME, NAME_WORDS);
export const registeredIdSchema = z.string().regex(ID, ID_WORDS);

/** A text that a person reads on one line: no control characters. */
const line = (max: number = REGISTRY_LIMITS.textLength) =>
  z
    .string()
    .max(max, `expected at most ${max} characters`)
    .regex(/^[^\p{Cc}\p{Surrogate}]*$/u, 'expected no control characters');

export const registryTagsSchema = z
  .array(line().min(1))
  .max(REGISTRY_LIMITS.tags, `expected at most ${REGISTRY_LIMITS.tags} tags`);

export const registryMetadataSchema = z
  .record(line(128).min(1), line())
  .refine(
    (pairs) => Object.keys(pairs).length <= REGISTRY_LIMITS.metadataPairs,
    `expected at most ${REGISTRY_LIMITS.metadataPairs} pairs`,
  );

/** An IP address or a host name; the registry returns it unchanged. */
export const registryAddressSchema = z
  .string()
  .regex(/^[A-Za-z0-9:][\w.:-]{0,252}$/, 'expected an IP address or a host name');

export const registryPortSchema = z.int('expected a whole number, 1 to 65535').min(1).max(65_535);
export const registryWeightSchema = z.int('expected a whole number, 0 to 65535').min(0).max(65_535);

const seconds = (min: number, max: number) => {
  const words = `expected a number of seconds, ${min} to ${max}`;
  return z.number(words).min(min, words).max(max, words);
};

/** The probe that Pilothouse sends to the instance's own address, in the syntax of the annotation of a Kubernetes Service. */
const probeWords = z
  .string()
  .check(({ value, issues }) => {
    const read = readProbe(value);
    if (!read.ok) issues.push({ code: 'custom', message: read.problem, input: value });
    else if (typeof read.probe.port === 'string')
      issues.push({
        code: 'custom',
        message: 'port: expected a number: an entry names no ports',
        input: value,
      });
  })
  .meta({
    description: '`http:8080/healthz`, `tcp:5432`, `grpc:9000/shop.Cart`, and `interval=10s timeout=2s`.',
  });

/** `PUT /api/v1/registry/instances/{service}/{id}`: what an instance says of itself. */
export const registrationSchema = z.strictObject({
  address: registryAddressSchema,
  port: registryPortSchema.nullable().default(null),
  tags: registryTagsSchema.default([]),
  metadata: registryMetadataSchema.default({}),
  weight: registryWeightSchema.default(1),
  version: line(128).min(1).nullable().default(null),
  zone: line(128).min(1).nullable().default(null),
  /** Without a heartbeat for this long it becomes critical. */
  ttlSeconds: seconds(1, 3600).default(30),
  /** It is removed after being critical for this long; null: never automatically. */
  deregisterAfterSeconds: seconds(60, 31_536_000).nullable().default(300),
  /** Null: it is not probed, its own reports count. A probe without a port uses the instance's port. */
  probe: probeWords.nullable().default(null),
});
export type Registration = z.infer<typeof registrationSchema>;

export const heartbeatSchema = z.strictObject({
  status: z.enum(['passing', 'warning', 'critical']).default('passing'),
  /** What a person reads beside it; what is longer than 4 KB is cut. */
  output: z.string().max(REGISTRY_LIMITS.bodyBytes).default(''),
});

export const drainSchema = z.strictObject({
  drained: z.boolean(),
  reason: line().default(''),
});
export type Drain = z.infer<typeof drainSchema>;

/** What a write to an instance answers: how the registry holds it now. */
export const registeredAnswerSchema = z.object({
  service: z.string(),
  id: z.string(),
  status: z.enum(['passing', 'warning', 'critical']),
  drained: z.boolean(),
  ttlSeconds: z.number().nullable(),
  deregisterAfterSeconds: z.number().nullable(),
  registeredAt: z.iso.datetime(),
  lastSeenAt: z.iso.datetime(),
  index: z.int(),
});
export type RegisteredAnswer = z.infer<typeof registeredAnswerSchema>;

const glob = z.string().regex(TOKEN_RULES.service, 'expected the name of a service; * stands for anything');

export const registryTokenRequestSchema = z.strictObject({
  name: z.string().regex(TOKEN_RULES.name, 'expected lower-case letters, digits and dashes'),
  services: z.array(glob).min(1, 'expected the services that it may register').max(TOKEN_RULES.servicesMax),
});
export type RegistryTokenRequest = z.infer<typeof registryTokenRequestSchema>;

/** A token of the registry as it is listed: the token itself is shown once, when it is made. */
export const registryTokenSchema = z.object({
  name: z.string(),
  services: z.array(z.string()),
  createdBy: z.string(),
  createdAt: z.iso.datetime(),
  /** When it was last used; null: never. Use at another replica is shown up to a minute late. */
  lastUsedAt: z.iso.datetime().nullable(),
  /** Registered instances that it covers, and those of them that no other token covers. */
  instances: z.object({ covered: z.int(), onlyByThis: z.int() }),
});
export type RegistryTokenDto = z.infer<typeof registryTokenSchema>;

/** A token that was just made, with the token itself. */
export const madeRegistryTokenSchema = registryTokenSchema
  .omit({ lastUsedAt: true, instances: true })
  .extend({ token: z.string() });
export type MadeRegistryToken = z.infer<typeof madeRegistryTokenSchema>;
