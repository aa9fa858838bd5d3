export function changedSinceMain(folder?: string): {
  readonly base: string;
  readonly files: readonly string[];
};
