// Makes the Prisma client in lib/db/generated. Prisma's CLI insists on a schema-engine binary that it would download and
// that `generate` never runs: any executable satisfies it. Quick when nothing changed, so that every script may call it.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const schema = join(root, 'prisma/schema.prisma');
const stamp = join(root, 'lib/db/generated/.stamp');
const require = createRequire(import.meta.url);

const { version } = require('prisma/package.json');
const wanted = createHash('sha256').update(version).update(readFileSync(schema)).digest('hex');

/** Generates the client unless the present one was made from this schema by this Prisma. */
export function generatePrismaClient() {
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  const cli = join(require.resolve('prisma/package.json'), '../build/index.js');
  const done = spawnSync(process.execPath, [cli, 'generate', '--schema', schema], {
    cwd: root,
    env: {
      ...process.env,
      PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
      PRISMA_HIDE_UPDATE_MESSAGE: '1',
      CHECKPOINT_DISABLE: '1',
    },
    encoding: 'utf8',
  });
  if (done.status !== 0) {
    throw new Error(`prisma generate failed:\n${done.stdout}${done.stderr}`, { cause: done.error });
  }
  writeFileSync(stamp, wanted);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) generatePrismaClient();
