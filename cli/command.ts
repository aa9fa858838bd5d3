import type { Settings } from '@/lib/env';

export interface CommandCall {
  readonly settings: Settings;
  /** What stands behind the command's name. */
  readonly args: readonly string[];
  /** Writes one object as a line of JSON to standard output. */
  readonly out: (value: object) => void;
  /** Writes text that is no object (a drawing) to standard output. */
  readonly print: (text: string) => void;
  /** Says a line to the person, on standard error. */
  readonly say: (line: string) => void;
}

/** A command that reads files and needs no settings. */
export type FileCommand = (call: Omit<CommandCall, 'settings'>) => Promise<number>;

/** One command; answers its exit code, and throws an Error with one line for what it cannot do. */
export type Command = (call: CommandCall) => Promise<number>;
