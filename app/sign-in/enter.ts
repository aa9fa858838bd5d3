import { signIn } from 'next-auth/react';

/**
 * Signs in and loads `callbackUrl` as a new page, so that nothing of the previous session is kept.
 *
 * @returns what went wrong, as a sentence; never returns after success.
 */
export async function enter(
  provider: 'persona' | 'link' | 'token',
  credentials: Readonly<Record<string, string>>,
  callbackUrl: string,
): Promise<string | null> {
  const answer = await signIn(provider, { ...credentials, redirect: false }).catch(() => undefined);
  if (answer?.ok) {
    window.location.assign(callbackUrl);
    return null;
  }
  if (answer === undefined || answer.status >= 500) return 'Pilothouse did not answer. Try again.';
  return answer.error === 'CredentialsSignin' ? REFUSED[provider] : (answer.error ?? REFUSED[provider]);
}

const REFUSED = {
  persona: 'This persona cannot sign in here.',
  link: 'This link was already used, has expired or is not valid. Pilothouse prints a new one when it starts.',
  token: 'This is not the token that Pilothouse was started with.',
} as const;
