/** How long a receiver may take to answer. */
export const ANSWER_MS_MAX = 10_000;

/** The result of a post. `again`: it may succeed later. */
export interface Posted {
  readonly state: 'delivered' | 'again' | 'refused';
  readonly status: number | null;
  /** Why it was not delivered, as a sentence; null: it was. */
  readonly error: string | null;
}

export interface PostRequest {
  readonly url: string;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
}

/** Posts JSON. Redirects are not followed: the address is the one of the settings. Never throws. */
export async function post({ url, body, headers, signal }: PostRequest): Promise<Posted> {
  try {
    const answer = await fetch(url, {
      method: 'POST',
      redirect: 'manual',
      headers: { 'content-type': 'application/json', 'user-agent': 'pilothouse', ...headers },
      body,
      signal: AbortSignal.any([signal, AbortSignal.timeout(ANSWER_MS_MAX)]),
    });
    // The body is not read: it could be endless.
    await answer.body?.cancel();
    return judge(answer.status);
  } catch (error) {
    return { state: 'again', status: null, error: sentenceOf(error) };
  }
}

/** 408, 429 and 5xx may pass (RFC 9110 §15.5.9, RFC 6585 §4); any other refusal stays one. */
function judge(status: number): Posted {
  if (status >= 200 && status < 300) return { state: 'delivered', status, error: null };
  const error = `The receiver answered ${status}.`;
  const mayPass = status === 408 || status === 429 || status >= 500;
  return { state: mayPass ? 'again' : 'refused', status, error };
}

function sentenceOf(error: unknown): string {
  if (error instanceof Error && error.name === 'TimeoutError') {
    return `The receiver did not answer within ${ANSWER_MS_MAX / 1000} s.`;
  }
  if (error instanceof Error && error.name === 'AbortError')
    return 'Pilothouse stopped before the answer came.';
  const cause = error instanceof Error ? error.cause : undefined;
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'no connection';
  return `The receiver could not be reached (${code}).`;
}
