import type { Settings } from '@/lib/env';

export interface CommandCall {
  readonly settings: Settings;
  /** The arguments after the name of the command. */
  readonly args: readonly string[];
  /** Writes one object as a line of JSON to standard output. */
  readonly out: (value: object) => void;
  /** Writes text that is not JSON (a diagram) to standard output. */
  readonly print: (text: string) => void;
  /** Writes a line for people to standard error. */
  readonly say: (line: string) => void;
}

/** A command that reads files and needs no settings. */
export type FileCommand = (call: Omit<CommandCall, 'settings'>) => Promise<number>;

/** A command. It resolves to its exit code, and throws an Error with a message of one line when it fails. */
export type Command = (call: CommandCall) => Promise<number>;
