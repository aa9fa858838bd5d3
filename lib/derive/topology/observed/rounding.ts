/** Two significant digits, enough for a decision. A rate that changes a little stays the same and is not published again. */
export function rounded(value: number): number {
  return value === 0 ? 0 : Number(value.toPrecision(2));
}

/** Whole percents; half a percent for shares below one percent, so that a failure is never shown as 0. */
export function roundedShare(share: number): number {
  if (share <= 0) return 0;
  return share < 0.01 ? 0.005 : Math.min(1, Math.round(share * 100) / 100);
}
