/** `1 s`, `90 s`, `15 min`. */
export function durationText(ms: number): string {
  const seconds = ms / 1000;
  return seconds < 120 ? `${Math.round(seconds * 10) / 10} s` : `${Math.round(seconds / 6) / 10} min`;
}
