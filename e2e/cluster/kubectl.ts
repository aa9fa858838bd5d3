import { execFile } from 'node:child_process';
import { isAbsolute } from 'node:path';

/** kubectl ended with an exit code other than 0. */
export class KubectlError extends Error {
  constructor(
    readonly args: readonly string[],
    readonly exitCode: number | null,
    readonly stderr: string,
  ) {
    super(`kubectl ${args.join(' ')}: ${stderr.trim() || `exit code ${exitCode}`}`);
  }
}

export type KubectlCall = {
  program: string;
  kubeconfig: string;
  args: string[];
  input?: string;
  timeoutMs?: number;
};

/** Runs kubectl and returns its standard output. Throws KubectlError. */
export function runKubectl({
  program,
  kubeconfig,
  args,
  input,
  timeoutMs = 120_000,
}: KubectlCall): Promise<string> {
  return new Promise((resolve, reject) => {
    const env = { ...process.env, KUBECONFIG: kubeconfig };
    const options = { env, timeout: timeoutMs, maxBuffer: 512 * 1024 * 1024 };
    const child = execFile(program, args, options, (error, stdout, stderr) => {
      if (!error) resolve(stdout);
      else reject(new KubectlError(args, child.exitCode, stderr || error.message));
    });
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(input);
  });
}

/** The `-f` argument, and the input that goes with it, for a file's path, a URL or a manifest's text. */
export function manifestArgument(fileOrYaml: string): { args: string[]; input?: string } {
  const isText = fileOrYaml.includes('\n') || fileOrYaml.trimStart().startsWith('{');
  if (isText) return { args: ['-f', '-'], input: fileOrYaml };
  return { args: ['-f', isAbsolute(fileOrYaml) ? fileOrYaml : `${process.cwd()}/${fileOrYaml}`] };
}
