import type { LabelSelector } from '@/lib/model';

type Labels = Readonly<Record<string, string>>;

/**
 * Whether labels satisfy a selector of metav1 (matchLabels and matchExpressions together); an empty selector matches everything. An unknown
 * operator matches nothing.
 */
export function matchesSelector({ matchLabels, matchExpressions }: LabelSelector, labels: Labels): boolean {
  return (
    Object.entries(matchLabels).every(([key, value]) => labels[key] === value) &&
    matchExpressions.every(({ key, operator, values }) => {
      const value = labels[key];
      switch (operator) {
        case 'In':
          return value !== undefined && values.includes(value);
        case 'NotIn':
          return value === undefined || !values.includes(value);
        case 'Exists':
          return value !== undefined;
        case 'DoesNotExist':
          return value === undefined;
        default:
          return false;
      }
    })
  );
}
