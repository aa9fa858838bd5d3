import { AppError, isAppError, type RawObject } from '@/lib/model';
import { leavesOf } from './diff';
import { withoutSecrets } from './mask';

/**
 * Waits for the answer of a cluster to a request about these objects. A refusal may quote their values: credentials in it are masked.
 *
 * @throws as `answer` does.
 */
export async function withClearSentences<T>(
  answer: Promise<T>,
  ...objects: readonly RawObject[]
): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    if (!isAppError(error)) throw error;
    const leaves = objects.flatMap((object) => [...leavesOf(object).values()]);
    const clear = (text: string): string => withoutSecrets(text, leaves);
    const fields = error.fields.map(({ field, message }) => ({ field, message: clear(message) }));
    throw new AppError(error.code, clear(error.message), { cause: clearCause(error.cause, clear), fields });
  }
}

/** The cause, which is logged: the same object where it quotes no credential, else a copy with credentials masked. */
function clearCause(cause: unknown, clear: (text: string) => string): unknown {
  if (!(cause instanceof Error)) return typeof cause === 'string' ? clear(cause) : undefined;
  const inner = clearCause(cause.cause, clear);
  const stack = cause.stack ?? '';
  const [message, trace] = [clear(cause.message), clear(stack)];
  if (inner === cause.cause && message === cause.message && trace === stack) return cause;
  const cleared = new Error(message, { cause: inner });
  cleared.name = cause.name;
  cleared.stack = trace;
  return cleared;
}
