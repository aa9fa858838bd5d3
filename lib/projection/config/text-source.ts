/** Where a text stands, and how it is to be read. */
export interface TextSource {
  readonly field: string;
  /**
   * `value`: one setting, whose key is known; `words`: a command line or script; `file`: settings in any of the usual formats, or anything
   * else.
   */
  readonly mode: 'value' | 'words' | 'file';
  /** The key of a value: the variable's name, the flag before an argument. */
  readonly key?: string;
  /** Whether `key` is the name of an environment variable. */
  readonly isVariable?: boolean;
}
