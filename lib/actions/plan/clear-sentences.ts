import { AppError, isAppError, type RawObject } from '@/lib/model';
import { leavesOf } from './diff';
import { withoutSecrets } from './mask';

/**
 * What a cluster answers to a request about these objects. Where it refuses, it may quote their values: credentials among them are masked.
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
    throw new AppError(error.code, clear(error.message), { cause: error.cause, fields });
  }
}
