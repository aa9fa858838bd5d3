import { expect, test } from './persona';

test.use({ persona: 'Engineer' });

test('every answer has the security headers: pages, calls, streams and files', async ({ page }) => {
  await page.goto('/');
  const paths = ['/', '/icon.svg', '/api/v1/me', '/api/v1/live?topics=now', '/api/v1/none', '/readyz'];
  const answers = await page.evaluate(
    (all) =>
      Promise.all(
        all.map(async (path) => {
          const response = await fetch(path);
          const headers = Object.fromEntries(response.headers);
          await response.body?.cancel();
          return { path, status: response.status, headers };
        }),
      ),
    paths,
  );
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 404, 200]);
  for (const { path, headers } of answers) {
    expect(headers, path).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'content-security-policy': expect.stringContaining("frame-ancestors 'none'"),
      'referrer-policy': 'same-origin',
      'permissions-policy': expect.stringContaining('camera=()'),
      'cross-origin-opener-policy': 'same-origin',
    });
    expect(headers, path).not.toHaveProperty('x-powered-by');
  }
});
