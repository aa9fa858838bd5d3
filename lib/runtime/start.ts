import { installAuth } from '@/lib/auth/instance';
import { readProcessSettings } from '@/lib/env';
import { compose } from './compose';
import { getRuntime, hasRuntime, setRuntime, type Runtime } from './runtime';

/**
 * Starts everything that lives as long as the process. It does not wait for clusters: their state is shown as connecting until they answer.
 * A failure ends the process with a message of one line; otherwise Next would continue and answer every request with 500.
 */
export async function startRuntime(): Promise<Runtime> {
  // Next's development server registers again after an edit.
  if (hasRuntime()) return getRuntime();
  const read = readProcessSettings();
  if ('error' in read) giveUp(read.error);
  try {
    const runtime = await compose(read.ok);
    setRuntime(runtime);
    installAuth(runtime.auth);
    runtime.log.info({ instance: runtime.instanceId }, 'started');
    return runtime;
  } catch (error) {
    giveUp(error instanceof Error ? error.message : String(error));
  }
}

function giveUp(line: string): never {
  process.stderr.write(`pilothouse: ${line.replaceAll(/\s*\n\s*/g, ' ')}\n`);
  process.exit(1);
}
