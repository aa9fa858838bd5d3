const NBSP = ' ';
const GI = 1024 ** 3;
const MI = 1024 ** 2;

/** Millicores as a person compares them: "250 m", "3.5" cores. */
export function formatCpu(millis: number): string {
  if (millis < 1000) return `${Math.round(millis)}${NBSP}m`;
  return (millis / 1000).toFixed(millis % 1000 === 0 ? 0 : 1);
}

/** Bytes in binary units, as Kubernetes writes them: "512 MiB", "15.6 GiB". */
export function formatBytes(bytes: number): string {
  if (bytes < GI) return `${Math.round(bytes / MI)}${NBSP}MiB`;
  const gib = bytes / GI;
  return `${gib.toFixed(gib >= 100 || Number.isInteger(gib) ? 0 : 1)}${NBSP}GiB`;
}

/** A share in whole per cent; null when the whole is 0. */
export function shareOf(part: number, whole: number): string | null {
  return whole <= 0 ? null : `${Math.round((part / whole) * 100)}${NBSP}%`;
}
