import {
  AppError,
  registryAddressSchema,
  registeredIdSchema,
  registryMetadataSchema,
  registeredServiceSchema,
  registryTagsSchema,
  registryWeightSchema,
  REGISTRY_LIMITS,
  type CheckStatus,
} from '@/lib/model';
import type { InstanceKey, NewCheck, NewInstance, ProbeDefinition } from '@/lib/registry';
import { z } from 'zod';
import { parse } from '../input';
import { durationMs } from './duration';

/** An object with its keys in one spelling: Consul accepts `CheckID`, `checkid` and `check_id` for the same field. */
type Given = Readonly<Record<string, unknown>>;

export interface ConsulRegistration {
  readonly key: InstanceKey;
  readonly wanted: NewInstance;
}

export interface ConsulCheck {
  readonly check: NewCheck;
  readonly deregisterAfterMs: number | null;
}

/**
 * The body of `PUT /v1/agent/service/register` (developer.hashicorp.com/consul/api-docs/agent/service#register-service).
 *
 * @param from The caller's address, for an instance that gives none.
 * @throws AppError `invalid-input` that names the field.
 */
export function parseRegistration(body: unknown, from: string | null): ConsulRegistration {
  const given = objectOf(body, 'the body');
  const service = field('Name', registeredServiceSchema, given.name);
  const id = field('ID', registeredIdSchema, given.id === '' ? service : (given.id ?? service));
  const address = given.address === undefined || given.address === '' ? from : given.address;
  const metadata = field('Meta', registryMetadataSchema, given.meta ?? {});
  const checks = checksOf(given, id);
  const weights = given.weights == null ? {} : objectOf(given.weights, 'Weights');
  const after = checks.flatMap(({ deregisterAfterMs }) => deregisterAfterMs ?? []);
  return {
    key: { service, id },
    wanted: {
      source: 'consul',
      address: field('Address', registryAddressSchema, address),
      port: field('Port', port, given.port ?? 0) || null,
      tags: field('Tags', registryTagsSchema, given.tags ?? []),
      metadata,
      weight: field('Weights.Passing', registryWeightSchema, weights.passing ?? 1),
      version: metadata.version ?? null,
      zone: metadata.zone ?? null,
      deregisterAfterMs: after.length === 0 ? null : Math.min(...after),
      checks: checks.map(({ check }) => check),
    },
  };
}

/** The body of `PUT /v1/agent/check/register`: a check of a service that is registered. */
export function parseCheckRegistration(body: unknown): ConsulCheck & { readonly serviceId: string } {
  const given = objectOf(body, 'the body');
  const serviceId = given.serviceid;
  if (typeof serviceId !== 'string' || serviceId === '') {
    throw invalid('ServiceID', 'expected the id of a service: Pilothouse keeps no checks of nodes');
  }
  const name = typeof given.name === 'string' && given.name !== '' ? given.name : `service:${serviceId}`;
  return { serviceId, ...checkOf(given, { id: name, name }) };
}

function checksOf(given: Given, id: string): readonly ConsulCheck[] {
  const listed = given.checks == null ? [] : given.checks;
  if (!Array.isArray(listed)) throw invalid('Checks', 'expected a list');
  const all = [...(given.check == null ? [] : [given.check]), ...(listed as unknown[])];
  if (all.length > REGISTRY_LIMITS.checks)
    throw invalid('Checks', `expected at most ${REGISTRY_LIMITS.checks}`);
  return all.map((each, index) => {
    const own = all.length === 1 ? `service:${id}` : `service:${id}:${index + 1}`;
    return checkOf(objectOf(each, 'Check'), { id: own, name: `Service '${String(given.name)}' check` });
  });
}

const text = z.string().max(REGISTRY_LIMITS.textLength);
const checkId = text.min(1).max(256);
const probeTarget = z.string().max(2000);
/** 0 means that there is no port. */
const port = z.int('expected a whole number').min(0).max(65_535);

function checkOf(given: Given, unless: { readonly id: string; readonly name: string }): ConsulCheck {
  const wanted = given.checkid ?? given.id;
  const id = field('CheckID', checkId, wanted === undefined || wanted === '' ? unless.id : wanted);
  const name = field('Check.Name', text, given.name === '' ? unless.name : (given.name ?? unless.name));
  const probe = probeOf(given);
  const ttlMs = probe === null ? ttlOf(given) : null;
  return {
    check: {
      id,
      name,
      notes: field('Check.Notes', text, given.notes ?? ''),
      ttlMs,
      probe,
      // As in Consul, a check is critical until its first report.
      status: statusOf(given.status, 'Check.Status') ?? 'critical',
      output: '',
      reported: false,
    },
    deregisterAfterMs: deregisterAfterOf(given.deregistercriticalserviceafter),
  };
}

const STATUSES: Readonly<Record<string, CheckStatus>> = {
  passing: 'passing',
  pass: 'passing',
  warning: 'warning',
  warn: 'warning',
  critical: 'critical',
  fail: 'critical',
};

/** Null where none is given. */
export function statusOf(given: unknown, name: string): CheckStatus | null {
  if (given === undefined || given === '' || given === null) return null;
  const status = typeof given === 'string' && Object.hasOwn(STATUSES, given) ? STATUSES[given] : undefined;
  if (status === undefined) throw invalid(name, 'expected passing, warning or critical');
  return status;
}

function ttlOf(given: Given): number {
  const { min, max } = REGISTRY_LIMITS.ttlMs;
  const ttl = durationMs(given.ttl);
  if (ttl === null || ttl === 0) {
    throw invalid('Check', 'expected a TTL (10s), or HTTP, TCP or GRPC with an Interval');
  }
  if (ttl > max) throw invalid('Check.TTL', 'expected at most 1h');
  return Math.max(ttl, min);
}

const PROBES = [
  ['http', 'http'],
  ['tcp', 'tcp'],
  ['grpc', 'grpc'],
] as const;
const PROBE_MS = { interval: { min: 1000, max: 3_600_000 }, timeout: { default: 10_000, max: 60_000 } };

function probeOf(given: Given): ProbeDefinition | null {
  for (const [key, kind] of PROBES) {
    const target = given[key];
    if (typeof target !== 'string' || target === '') continue;
    const interval = durationMs(given.interval);
    if (interval === null || interval === 0)
      throw invalid('Check.Interval', 'expected a duration, such as 10s');
    const timeout = given.timeout === undefined ? PROBE_MS.timeout.default : durationMs(given.timeout);
    if (timeout === null) throw invalid('Check.Timeout', 'expected a duration, such as 5s');
    return {
      kind,
      target: field(`Check.${key.toUpperCase()}`, probeTarget, target),
      intervalMs: clamp(interval, PROBE_MS.interval.min, PROBE_MS.interval.max),
      timeoutMs: clamp(timeout || PROBE_MS.timeout.default, 100, PROBE_MS.timeout.max),
      successes: Math.max(1, countOf(given.successbeforepassing)),
      failures: Math.max(1, countOf(given.failuresbeforecritical)),
    };
  }
  return null;
}

/** The minimum is one minute, as in Consul; a shorter duration is raised to it. */
function deregisterAfterOf(given: unknown): number | null {
  if (given === undefined || given === null || given === '') return null;
  const ms = durationMs(given);
  if (ms === null) throw invalid('Check.DeregisterCriticalServiceAfter', 'expected a duration, such as 90m');
  return ms === 0 ? null : Math.max(ms, REGISTRY_LIMITS.deregisterAfterMsMin);
}

function countOf(given: unknown): number {
  return typeof given === 'number' && Number.isInteger(given) && given > 0 ? Math.min(given, 100) : 0;
}

function clamp(value: number, min: number, max: number): number {
  return Math.min(Math.max(value, min), max);
}

/** @throws AppError `invalid-input` for anything but an object. */
export function objectOf(given: unknown, name: string): Given {
  if (typeof given !== 'object' || given === null || Array.isArray(given))
    throw invalid(name, 'expected an object');
  return Object.fromEntries(
    Object.entries(given).map(([key, value]) => [key.toLowerCase().replaceAll('_', ''), value as unknown]),
  );
}

/**
 * Parses one field. Only when that fails is the field wrapped into an object, so that the error names it: wrapping each field would cost
 * more than everything else in a registration.
 */
function field<S extends z.ZodType>(name: string, schema: S, given: unknown): z.output<S> {
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  return (parse(z.object({ [name]: schema }), { [name]: given }) as Record<string, z.output<S>>)[
    name
  ] as z.output<S>;
}

function invalid(name: string, message: string): AppError {
  return new AppError('invalid-input', `${name}: ${message}.`, { fields: [{ field: name, message }] });
}
