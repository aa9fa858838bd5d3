// Finds a browser for the journeys: an installed Chromium or Chrome, else Playwright's own, else Debian's package.
// The headless shell comes first: the same engine without windows.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';

const NAMES = [
  'chromium-headless-shell',
  'chromium',
  'chromium-browser',
  'google-chrome-stable',
  'google-chrome',
  'chrome',
];
const PLACES = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

function installed() {
  const folders = (process.env.PATH ?? '').split(path.delimiter);
  const onPath = NAMES.flatMap((name) => folders.map((folder) => path.join(folder, name)));
  return [...onPath, ...PLACES].find((file) => existsSync(file));
}

async function playwrights() {
  const { chromium } = await import('@playwright/test');
  const file = chromium.executablePath();
  return existsSync(file) ? file : undefined;
}

function run(command, args, timeout) {
  return spawnSync(command, args, { stdio: 'inherit', timeout }).status === 0;
}

/**
 * The path of a browser, installing one where none is. Says on `log` which one it took and why.
 * Throws with what to do when none can be had.
 */
export async function findBrowser(log = console.log) {
  const asked = process.env.E2E_BROWSER;
  if (asked) {
    if (!existsSync(asked)) throw new Error(`E2E_BROWSER names ${asked}, which is not there.`);
    log(`browser: ${asked} (E2E_BROWSER)`);
    return asked;
  }
  const found = installed();
  if (found) {
    log(`browser: ${found} (installed)`);
    return found;
  }
  const downloaded = await playwrights();
  if (downloaded) {
    log(`browser: ${downloaded} (Playwright's)`);
    return downloaded;
  }
  log('browser: none found; asking Playwright for its own');
  if (run('node_modules/.bin/playwright', ['install', 'chromium'], 180_000)) {
    const fresh = await playwrights();
    if (fresh) {
      log(`browser: ${fresh} (Playwright's, downloaded now)`);
      return fresh;
    }
  }
  if (existsSync('/usr/bin/apt-get') && process.getuid?.() === 0) {
    log("browser: Playwright's cannot be had; installing Debian's package chromium-headless-shell");
    run('apt-get', ['update'], 300_000);
    run('apt-get', ['install', '-y', '--no-install-recommends', 'chromium-headless-shell'], 600_000);
    const debians = installed();
    if (debians) {
      log(`browser: ${debians} (Debian's package, installed now)`);
      return debians;
    }
  }
  throw new Error('No browser: install Chromium or Chrome, or set E2E_BROWSER to the path of one.');
}
