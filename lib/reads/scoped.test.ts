import { expectTypeOf, it } from 'vitest';
import type { Scope } from '@/lib/model';
import type * as reads from './index';

type Reads = typeof reads;
/** Names of what is called without a scope. */
type Unscoped = {
  [K in keyof Reads]: Reads[K] extends (context: infer C, ...rest: never[]) => unknown
    ? C extends { readonly scope: Scope }
      ? never
      : K
    : never;
}[keyof Reads];

it('cannot be called without a scope, but for what fills the feed of Changes and what chooses among choices', () => {
  expectTypeOf<Unscoped>().toEqualTypeOf<
    'latestChanges' | 'readChangeSummary' | 'readKeptChange' | 'usualSides'
  >();
});
