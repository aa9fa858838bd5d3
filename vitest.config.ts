import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const root = fileURLToPath(new URL('.', import.meta.url));
const alias = { '@': root.replace(/\/$/, '') };
// What is waited for takes as long as a busy machine takes. A run has the machine's cores to itself: one worker each.
const shared = {
  environment: 'node',
  restoreMocks: true,
  maxWorkers: '100%',
  expect: { poll: { timeout: 20_000 } },
} as const;

/** Files share what a worker has loaded: half of the time was loading. So no such test replaces a module (docs/decisions/0042). */
const sharedModules = { isolate: false } as const;

/** Six kinds of proof: pure derivations, components in a document, a real Postgres, the demo cluster, the real control plane, real peers. */
export default defineConfig({
  test: {
    projects: [
      {
        resolve: { alias },
        test: {
          ...shared,
          name: 'unit',
          pool: 'threads',
          ...sharedModules,
          // Some start dependency-cruiser or a process of their own: no limit that a busy machine meets.
          testTimeout: 60_000,
          hookTimeout: 60_000,
          include: ['{lib,components,cli,scripts,prisma}/**/*.test.{ts,tsx}'],
          exclude: ['**/*.db.test.ts', 'components/**/*.test.tsx', '**/node_modules/**'],
        },
      },
      {
        resolve: { alias },
        test: {
          ...shared,
          name: 'components',
          environment: 'happy-dom',
          environmentOptions: { happyDOM: { url: 'http://pilothouse.test/' } },
          ...sharedModules,
          unstubGlobals: true,
          setupFiles: ['components/testing/setup.ts'],
          testTimeout: 60_000,
          include: ['components/**/*.test.tsx'],
        },
      },
      {
        resolve: { alias },
        test: {
          ...shared,
          name: 'db',
          ...sharedModules,
          include: ['{lib,cli,prisma}/**/*.db.test.ts'],
          globalSetup: ['prisma/testing/global-setup.ts'],
          testTimeout: 90_000,
          hookTimeout: 120_000,
        },
      },
      {
        resolve: { alias },
        test: {
          ...shared,
          name: 'demo',
          include: ['demo/**/*.test.ts'],
          testTimeout: 90_000,
          hookTimeout: 120_000,
        },
      },
      {
        resolve: { alias },
        test: {
          ...shared,
          name: 'real',
          // Each file has control planes of its own and mostly waits for them: two at a time do not meet.
          include: ['e2e/**/*.test.ts'],
          exclude: ['e2e/peers/**', '**/node_modules/**'],
          testTimeout: 180_000,
          // The first run on a machine builds Kubernetes: five minutes when it is quiet.
          hookTimeout: 1_800_000,
        },
      },
      {
        resolve: { alias },
        test: {
          ...shared,
          name: 'peers',
          include: ['e2e/peers/**/*.test.ts'],
          testTimeout: 180_000,
          // The first run builds Kubernetes and the peer.
          hookTimeout: 3_600_000,
        },
      },
    ],
  },
});
