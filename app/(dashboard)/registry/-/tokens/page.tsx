import type { Metadata } from 'next';
import { TokensView } from '@/components/registry/tokens-view';
import { requireActor } from '@/lib/auth';
import { isAppError, type RegistryTokenDto } from '@/lib/model';
import { readRegistryTokens } from '@/lib/reads';
import { getRuntime } from '@/lib/runtime';

export const metadata: Metadata = { title: 'Registry tokens' };

/** The path segment is `-`: a service may be named `tokens`, but none can be named `-`. */
export default async function RegistryTokensPage() {
  const actor = await requireActor();
  const runtime = getRuntime();
  let tokens: readonly RegistryTokenDto[];
  try {
    tokens = await readRegistryTokens(runtime.reads(actor), runtime.registry.tokens);
  } catch (error) {
    if (isAppError(error) && error.code === 'forbidden') return <TokensView refused={error.message} />;
    throw error;
  }
  return <TokensView tokens={tokens} />;
}
