import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** What a child process does for its parent, by name. Arguments and results are what structured cloning carries. */
type Handlers<H> = { readonly [Name in keyof H]: (argument: never) => unknown };

interface Request {
  readonly id: number;
  readonly name: string;
  readonly argument: unknown;
}

type Answer = { readonly id: number } & ({ readonly result: unknown } | { readonly error: string });

/** A process of its own, so that its work does not delay what is measured elsewhere. */
export interface WorkerProcess<H extends Handlers<H>> {
  /** Rejects with the child's error, or when the child ends first. */
  call<Name extends keyof H & string>(
    name: Name,
    argument: Parameters<H[Name]>[0],
  ): Promise<Awaited<ReturnType<H[Name]>>>;
  /** Ends the process and returns when it is gone. */
  stop(): Promise<void>;
}

/** Starts the TypeScript file beside this one as a child process; the file calls `serveParent`. */
export function startWorker<H extends Handlers<H>>(file: string): WorkerProcess<H> {
  const path = fileURLToPath(new URL(file, import.meta.url));
  const child = fork(path, [], { serialization: 'advanced', stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const ended = once(child, 'exit');
  const waiting = new Map<number, { resolve: (result: unknown) => void; reject: (error: Error) => void }>();
  let lastId = 0;
  child.on('message', (answer: Answer) => {
    const caller = waiting.get(answer.id);
    waiting.delete(answer.id);
    if ('error' in answer) caller?.reject(new Error(`${file}: ${answer.error}`));
    else caller?.resolve(answer.result);
  });
  void ended.then(() => {
    for (const { reject } of waiting.values()) reject(new Error(`${file} ended`));
  });
  return {
    call(name, argument) {
      lastId += 1;
      const request: Request = { id: lastId, name, argument };
      const answered = new Promise<unknown>((resolve, reject) => {
        waiting.set(request.id, { resolve, reject });
      });
      child.send(request);
      return answered as Promise<Awaited<ReturnType<H[typeof name]>>>;
    },
    async stop() {
      child.kill();
      await ended;
    },
  };
}

/** In a child process: answers the calls of the parent until the parent is gone. */
export function serveParent<H extends Handlers<H>>(handlers: H): void {
  const answer = async ({ id, name, argument }: Request): Promise<Answer> => {
    try {
      return { id, result: await handlers[name as keyof H](argument as never) };
    } catch (error) {
      return { id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) };
    }
  };
  process.on('message', (request: Request) => {
    void answer(request).then((message) => process.send?.(message));
  });
  process.on('disconnect', () => process.exit());
}
