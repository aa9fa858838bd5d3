import type { PlaywrightTestOptions, PlaywrightWorkerOptions } from '@playwright/test';

/** The browser settings of all journeys. The test scripts set `E2E_BROWSER`; without it Playwright's own browser is used. */
export const browserOptions = {
  browserName: 'chromium',
  launchOptions: {
    executablePath: process.env.E2E_BROWSER,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  },
  viewport: { width: 1440, height: 900 },
  trace: 'retain-on-failure',
  screenshot: 'only-on-failure',
} satisfies Partial<PlaywrightTestOptions & PlaywrightWorkerOptions> & Record<string, unknown>;
