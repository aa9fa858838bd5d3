import { expectTypeOf, it } from 'vitest';
import type { Scope } from '@/lib/model';
import type * as reads from './index';

type Reads = typeof reads;
/** Names of the functions that are called without a scope. */
type Unscoped = {
  [K in keyof Reads]: Reads[K] extends (context: infer C, ...rest: never[]) => unknown
    ? C extends { readonly scope: Scope }
      ? never
      : K
    : never;
}[keyof Reads];

it('take a scope, except those that fill the feed of Changes or choose among choices', () => {
  expectTypeOf<Unscoped>().toEqualTypeOf<
    'latestChanges' | 'readChangeSummary' | 'readKeptChange' | 'usualSides'
  >();
});
