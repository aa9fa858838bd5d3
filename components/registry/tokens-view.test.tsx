import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { madeRegistryTokenSchema, registryTokenSchema } from '@/lib/model';
import { answerApi, ok } from '../testing/api';
import { renderPage } from '../testing/render-page';
import { TokensView } from './tokens-view';

const PATH = '/registry/-/tokens';
const harbor = registryTokenSchema.parse({
  name: 'harbor',
  services: ['crane-*'],
  createdBy: 'lead',
  createdAt: '2026-03-01T00:00:00Z',
  lastUsedAt: null,
  instances: { covered: 0, onlyByThis: 0 },
});
// The page reads its list again from time to time.
const LISTED = { 'GET /api/v1/registry/tokens': () => ok({ items: [harbor], nextCursor: null }) };
const ALREADY = 'There is a token harbor already.';

const posts = (sent: ReturnType<typeof answerApi>) =>
  sent.filter(({ method }) => method === 'POST').map(({ body }) => body);

async function openDialog() {
  const page = renderPage(<TokensView tokens={[harbor]} />, PATH);
  await page.user.click(screen.getByRole('button', { name: 'Create a token' }));
  const dialog = within(screen.getByRole('dialog'));
  const field = (name: string, description?: RegExp) => dialog.getByRole('textbox', { name, description });
  const send = () => page.user.click(dialog.getByRole('button', { name: 'Create the token' }));
  return { ...page, field, send };
}

describe('the dialog of a new token', () => {
  it('shows below each field what is wrong with it, and sends nothing', async () => {
    const sent = answerApi(LISTED);
    const { user, field, send } = await openDialog();
    await user.type(field('Name'), 'Front Desk');
    await user.click(field('Services'));
    expect(field('Name', /Name must be lower-case letters, digits and dashes/)).toBeDefined();
    await user.type(field('Services'), 'label-printer, sc/ale');
    await send();
    expect(field('Services', /“sc\/ale” is not the name of a service/)).toBeDefined();
    expect(field('Name')).toHaveProperty('value', 'Front Desk');
    expect(posts(sent)).toEqual([]);
  });

  it('shows below its field what only the server knows, loses nothing, and gives the focus back', async () => {
    const sent = answerApi({
      ...LISTED,
      'POST /api/v1/registry/tokens': () => ({
        status: 422,
        body: {
          ...{ status: 422, code: 'invalid', title: 'Invalid', detail: ALREADY },
          errors: [{ field: 'name', message: ALREADY }],
        },
      }),
    });
    const { user, field, send } = await openDialog();
    await user.type(field('Name'), 'harbor');
    await user.type(field('Services'), 'label-printer');
    await send();
    await waitFor(() => expect(field('Name', /There is a token harbor already\./)).toBeDefined());
    expect(field('Services')).toHaveProperty('value', 'label-printer');
    expect(posts(sent)).toEqual([{ name: 'harbor', services: ['label-printer'] }]);
    await user.keyboard('{Escape}');
    await waitFor(() =>
      expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Create a token' })),
    );
  });

  it('shows a new token once, with examples of its use', async () => {
    const made = madeRegistryTokenSchema.parse({
      ...{ name: 'scanners', services: ['scanner', 'scanner-*'], createdBy: 'lead' },
      ...{ createdAt: '2026-03-12T03:14:00Z', token: 'phr_secret' },
    });
    answerApi({
      ...LISTED,
      'POST /api/v1/registry/tokens': () => ({ status: 201, body: made }),
    });
    const { user, field, send } = await openDialog();
    await user.type(field('Name'), 'scanners');
    await user.type(field('Services'), 'scanner{Enter}scanner-*');
    await send();
    const shown = await screen.findByRole('region', {
      name: 'The token scanners was created. It is shown only once.',
    });
    expect(shown.textContent).toContain(
      '-X PUT http://pilothouse.test/api/v1/registry/instances/scanner/scanner-1',
    );
    expect(shown.textContent).toContain('CONSUL_HTTP_TOKEN=phr_secret');
    await user.click(within(shown).getByRole('button', { name: 'I have stored it' }));
    expect(document.body.textContent).not.toContain('phr_secret');
  });
});

describe('a person who may not see the tokens', () => {
  it('gets the reason, no button and no table', () => {
    renderPage(<TokensView refused="Only a lead may see them." />, PATH);
    expect(screen.getByText('Only a lead may see them.')).toBeDefined();
    expect(screen.queryByRole('button', { name: 'Create a token' })).toBeNull();
    expect(screen.queryByRole('table')).toBeNull();
  });
});
