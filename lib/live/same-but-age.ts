const AGE = /"observedAt":(?:"[^"]*"|null)/g;

/**
 * Whether two rows, as JSON, differ in nothing but when they were observed. Ages ride on the heartbeat; a row that is
 * merely fresher is no news. A quote inside a JSON string is escaped, so no text of a cluster can look like the field.
 */
export function sameButAge(a: string, b: string): boolean {
  return a === b || a.replace(AGE, '') === b.replace(AGE, '');
}
