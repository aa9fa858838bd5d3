import type { CallDifference, ServiceDifference, TopologyDifferences } from '@/lib/model';
import { counted } from '../list/counted';

/** The names of the two sides. */
export interface SideNames {
  readonly left: string;
  readonly right: string;
}

/** `Only in Staging`, `Staging is ahead`, `Different versions`, `The same`. */
export function serviceWords({ difference, ahead }: ServiceDifference, names: SideNames): string {
  switch (difference) {
    case 'only-left':
      return `Only in ${names.left}`;
    case 'only-right':
      return `Only in ${names.right}`;
    case 'version':
      return ahead === null ? 'Different versions' : `${names[ahead]} is ahead`;
    case 'same':
      return 'The same';
  }
}

/** `Only in Staging`, `Goes elsewhere`. */
export function callWords({ difference }: CallDifference, names: SideNames): string {
  switch (difference) {
    case 'only-left':
      return `Only in ${names.left}`;
    case 'only-right':
      return `Only in ${names.right}`;
    case 'elsewhere':
      return 'Different target';
  }
}

/** All differences in one sentence. */
export function summaryOf({ counts }: TopologyDifferences, names: SideNames): string {
  const parts = [
    counts.onlyLeft > 0 ? `${counts.onlyLeft.toLocaleString('en')} only in ${names.left}` : '',
    counts.onlyRight > 0 ? `${counts.onlyRight.toLocaleString('en')} only in ${names.right}` : '',
    counts.version > 0 ? counted(counts.version, 'different version') : '',
    counts.calls > 0 ? counted(counts.calls, 'different call') : '',
  ].filter((part) => part !== '');
  const same = `${counts.same.toLocaleString('en')} the same`;
  return `${[...parts, same].join(', ')}.`;
}
