import pino from 'pino';
import type { Settings } from '@/lib/env';

/** The log: one line of JSON for each entry, on standard output. Callers never pass secrets to it. */
export type Log = pino.Logger;

export function createLog(level: Settings['logLevel']): Log {
  return pino({
    level,
    base: null,
    messageKey: 'message',
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    serializers: { err: describeError, error: describeError, cause: describeError },
    redact: {
      paths: ['*.password', '*.token', '*.secret', '*.authorization', '*.cookie'],
      censor: '(secret)',
    },
  });
}

/** An error with its code, stack and causes; a Kubernetes or Prisma error's attached request would hold credentials. */
export function describeError(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  return {
    name: error.name,
    message: error.message,
    ...('code' in error && (typeof error.code === 'string' || typeof error.code === 'number')
      ? { code: error.code }
      : {}),
    stack: error.stack,
    ...(error.cause === undefined ? {} : { cause: describeError(error.cause) }),
  };
}
