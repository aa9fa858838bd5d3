import { expect, type APIRequestContext, type APIResponse } from '@playwright/test';
import type { ChangeDetail, RegistryListed, ServiceDetail } from '@/lib/model';
import type { Persona } from '../journey';

const KEYS: Record<Persona, string> = {
  Engineer: 'engineer',
  'Team lead': 'lead',
  'On-call': 'on-call',
  Viewer: 'viewer',
};

/** Every page that needs a session, with the content of Harbor. */
export const PAGES = [
  '/',
  '/catalog',
  '/topology',
  '/topology/differences',
  '/catalog/payments',
  '/catalog/payments/logs',
  '/catalog/payments?tab=health',
  '/catalog/payments?tab=rollout',
  '/catalog/payments?tab=events',
  '/catalog/payments?tab=history',
  '/health',
  '/health?view=list',
  '/changes',
  '/rollouts',
  '/registry',
  '/registry/notifications',
  '/registry/-/tokens',
  '/clusters',
  '/clusters/production-eu',
  '/audit',
  '/wall',
] as const;

/** Signs in without the sign-in page: the cookies of `request` are the persona's from now on (a page's `page.request` is the page's). */
export async function enterAs(request: APIRequestContext, persona: Persona): Promise<void> {
  const { csrfToken } = (await (await request.get('/api/auth/csrf')).json()) as { csrfToken: string };
  const form = { csrfToken, persona: KEYS[persona], json: 'true' };
  const answer = await request.post('/api/auth/callback/persona', { form });
  expect(answer.status(), 'sign-in').toBe(200);
}

export interface Where {
  readonly cluster: string;
  readonly namespace: string;
  readonly kind: string;
  readonly name: string;
}

export const LEDGER = {
  staging: { cluster: 'staging-eu', namespace: 'payments', kind: 'Deployment', name: 'ledger' },
  production: { cluster: 'production-eu', namespace: 'payments', kind: 'Deployment', name: 'ledger' },
} satisfies Record<string, Where>;

/** Requests a scale and returns the Change with its plan. Nothing is written until it is executed. */
export async function askForScale(
  request: APIRequestContext,
  target: Where,
  replicas: number,
): Promise<ChangeDetail> {
  const data = { action: 'scale', target, params: { replicas }, reason: 'A look at the plan.' };
  const answer = await request.post('/api/v1/changes', { data });
  expect(answer.status(), await answer.text()).toBe(201);
  return (await answer.json()) as ChangeDetail;
}

/** Executes a Change that needs no approval and waits for its end. */
export async function execute(request: APIRequestContext, { id, plan }: ChangeDetail): Promise<void> {
  const data = { planHash: plan.hash };
  const answer = await request.post(`/api/v1/changes/${id}/execute`, { data });
  expect(answer.status(), await answer.text()).toBe(200);
  const state = async (): Promise<string> =>
    ((await (await request.get(`/api/v1/changes/${id}`)).json()) as ChangeDetail).state;
  await expect.poll(state, { timeout: 30_000 }).toBe('succeeded');
}

/** Brings the ledger of staging back to the two pods that every journey begins with. */
export async function settleLedger(request: APIRequestContext): Promise<void> {
  const service = (await (await request.get('/api/v1/services/ledger')).json()) as ServiceDetail;
  const staging = service.placements.find(({ cluster }) => cluster === LEDGER.staging.cluster);
  if (staging?.desired !== 2) await execute(request, await askForScale(request, LEDGER.staging, 2));
}

/** Cancels a Change that was only planned, so that it does not appear in later tests. */
export async function takeBack(request: APIRequestContext, id: string): Promise<void> {
  const answer = await request.post(`/api/v1/changes/${id}/cancel`, { data: {} });
  expect(answer.status(), await answer.text()).toBe(200);
}

/** The disagreements of the registry, when they have lasted long enough to be listed: half a minute after the start of the demo. */
export async function settledRegistry(request: APIRequestContext): Promise<RegistryListed[]> {
  const read = async (): Promise<RegistryListed[]> => {
    const answer = await request.get('/api/v1/registry/services?disagrees=true');
    expect(answer.status(), await answer.text()).toBe(200);
    return ((await answer.json()) as { items: RegistryListed[] }).items;
  };
  await expect
    .poll(async () => (await read()).flatMap((row) => row.conflicts.map(({ kind }) => kind)).sort(), {
      timeout: 50_000,
    })
    .toEqual(expect.arrayContaining(['ghost', 'port-mismatch', 'vanished']));
  return read();
}

export interface Problem {
  readonly status: number;
  readonly title: string;
  readonly detail: string;
  readonly code: string;
  readonly errors?: readonly { readonly field: string; readonly message: string }[];
}

/** The problem document of a refusal (RFC 9457); fails for any other answer. */
export async function problemOf(answer: APIResponse): Promise<Problem> {
  expect(answer.headers()['content-type'], await answer.text()).toBe('application/problem+json');
  const problem = (await answer.json()) as Problem;
  expect(problem.status).toBe(answer.status());
  return problem;
}
