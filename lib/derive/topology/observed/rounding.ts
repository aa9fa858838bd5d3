/** Two significant digits: what changes a decision. A rate that trembles stays the same, and is not published again. */
export function rounded(value: number): number {
  return value === 0 ? 0 : Number(value.toPrecision(2));
}

/** Whole percents; half a percent for what is less than one, so that it is never nothing. */
export function roundedShare(share: number): number {
  if (share <= 0) return 0;
  return share < 0.01 ? 0.005 : Math.min(1, Math.round(share * 100) / 100);
}
