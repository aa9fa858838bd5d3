import { test as base, type APIRequestContext } from '@playwright/test';
import { port } from '../../playwright.config';
import type { Persona } from '../journey';
import { enterAs } from './harbor';

type SignedIn = Awaited<ReturnType<APIRequestContext['storageState']>>;

interface PerTest {
  /** Who is signed in, in `page` and in `request`; null: nobody. */
  readonly persona: Persona | null;
  /** Calls of a second person. The context is closed with the test. */
  readonly requestAs: (persona: Persona) => Promise<APIRequestContext>;
}

interface PerWorker {
  readonly stateOf: (persona: Persona) => Promise<SignedIn>;
}

/** The state of a context without a session. Without it a context that a test opens has the session of its persona. */
export const NOBODY: SignedIn = { cookies: [], origins: [] };

/**
 * Journeys in the demo of their worker, as one of its personas. Each persona signs in once in a worker, and all tests share that session. A
 * test that ends its session must sign in itself first (`enterAs`, `signIn`).
 */
export const test = base.extend<PerTest, PerWorker>({
  persona: [null, { option: true }],
  baseURL: ({}, use, { parallelIndex }) => use(addressOf(parallelIndex)),
  stateOf: [
    async ({ playwright }, use, { parallelIndex }) => {
      const kept = new Map<Persona, SignedIn>();
      const signIn = async (persona: Persona): Promise<SignedIn> => {
        const request = await playwright.request.newContext({
          baseURL: addressOf(parallelIndex),
          storageState: NOBODY,
        });
        await enterAs(request, persona);
        const state = await request.storageState();
        await request.dispose();
        kept.set(persona, state);
        return state;
      };
      await use(async (persona) => kept.get(persona) ?? (await signIn(persona)));
    },
    { scope: 'worker' },
  ],
  storageState: async ({ persona, stateOf }, use) => use(persona === null ? NOBODY : await stateOf(persona)),
  requestAs: async ({ playwright, baseURL, stateOf }, use) => {
    const opened: APIRequestContext[] = [];
    await use(async (persona) => {
      const request = await playwright.request.newContext({ baseURL, storageState: await stateOf(persona) });
      opened.push(request);
      return request;
    });
    for (const request of opened) await request.dispose();
  },
});

function addressOf(worker: number): string {
  return `http://127.0.0.1:${port(worker)}`;
}

export { expect } from '@playwright/test';
