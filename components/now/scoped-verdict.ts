import type { NowView, Problem } from '@/lib/model';
import type { PageScope } from '../list/scope';
import { counted } from '../list/counted';

export interface ScopedVerdict {
  readonly verdict: string;
  readonly sentence: string;
}

/**
 * The verdict about what is in scope; `view` holds the part of `now` in it. The API's own sentences are about everything: in a narrower
 * scope they would name problems that are not on the page, or be missing where all is well.
 */
export function scopedVerdict(now: NowView, view: NowView, scope: PageScope): ScopedVerdict {
  const place = placeOf(now, scope);
  if (place === null) return now;
  const [worst] = view.broken;
  if (worst !== undefined) {
    const { name, verb } = subjectOf(view.broken);
    const pods = `${worst.ready} of ${counted(worst.desired, 'pod')} of ${worst.serviceName}`;
    return {
      verdict: `${name} ${verb} failing in ${place}.`,
      sentence: `${pods} ${worst.ready === 1 ? 'is' : 'are'} ready.`,
    };
  }
  const elsewhere = now.broken.length > 0 ? `Elsewhere: ${now.verdict}` : '';
  if (view.unknown.length > 0) {
    const { name } = subjectOf(view.unknown);
    return { verdict: `${name} cannot be judged in ${place}.`, sentence: elsewhere };
  }
  return { verdict: `No service is failing in ${place}.`, sentence: elsewhere };
}

/** "payments" is, "2 services" are. */
function subjectOf(problems: readonly Problem[]): { readonly name: string; readonly verb: 'is' | 'are' } {
  const services = new Set(problems.map(({ service }) => service));
  const [first] = problems;
  return services.size === 1 && first !== undefined
    ? { name: first.serviceName, verb: 'is' }
    : { name: counted(services.size, 'service'), verb: 'are' };
}

/** "staging", "staging-eu", "staging on staging-eu"; null when everything is in scope. */
function placeOf(now: NowView, scope: PageScope): string | null {
  const titles = scope.environment.map((name) =>
    (now.environments.find((environment) => environment.name === name)?.title ?? name).toLowerCase(),
  );
  const parts = [titles.join(' and '), scope.cluster.join(' and ')].filter((part) => part !== '');
  return parts.length === 0 ? null : parts.join(' on ');
}
