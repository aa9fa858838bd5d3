/** Where a text comes from, and how to read it. */
export interface TextSource {
  readonly field: string;
  /**
   * `value`: one setting, whose key is known; `words`: a command line or script; `file`: settings in one of the usual formats, or anything
   * else.
   */
  readonly mode: 'value' | 'words' | 'file';
  /** The key of a value: the variable's name, the flag before an argument. */
  readonly key?: string;
  /** Whether `key` is the name of an environment variable. */
  readonly isVariable?: boolean;
}
