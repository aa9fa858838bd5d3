import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { currentActor, PERSONAS, safeCallbackUrl } from '@/lib/auth';
import { getRuntime } from '@/lib/runtime';
import { SignInFrame } from './frame';
import { PersonaList } from './persona-list';
import { TokenForm } from './token-form';

export const metadata: Metadata = { title: 'Sign in' };

interface PageProps {
  readonly searchParams: Promise<Readonly<Record<string, string | string[] | undefined>>>;
}

export default async function SignInPage({ searchParams }: PageProps) {
  const { callbackUrl } = await searchParams;
  const back = safeCallbackUrl(typeof callbackUrl === 'string' ? callbackUrl : null);
  if (await currentActor()) redirect(back);
  const { demo, bootstrapToken } = getRuntime().settings;
  const personas = PERSONAS.map(({ key, summary, actor }) => ({ key, summary, name: actor.name }));
  return (
    <SignInFrame title="Sign in">
      {demo ? <PersonaList personas={personas} callbackUrl={back} /> : null}
      {bootstrapToken === null ? null : <TokenForm callbackUrl={back} />}
      {demo || bootstrapToken !== null ? null : (
        <p className="muted px-4 pb-4">
          Open the sign-in link that Pilothouse printed when it started. A link works once; Pilothouse prints
          a new one when it starts.
        </p>
      )}
    </SignInFrame>
  );
}
