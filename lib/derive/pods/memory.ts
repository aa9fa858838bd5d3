const BINARY: Readonly<Record<string, string>> = { Ki: 'KiB', Mi: 'MiB', Gi: 'GiB', Ti: 'TiB' };
const DECIMAL: Readonly<Record<string, string>> = { k: 'kB', M: 'MB', G: 'GB', T: 'TB' };

/** A memory quantity as people write it: `512Mi` → `512 MiB`, `536870912` → `512 MiB`; any other quantity unchanged. */
export function memoryInWords(quantity: string): string {
  const parts = /^(\d+(?:\.\d+)?)([A-Za-z]*)$/u.exec(quantity);
  const [, amount = '', unit = ''] = parts ?? [];
  const word = BINARY[unit] ?? DECIMAL[unit];
  if (word !== undefined) return `${amount} ${word}`;
  if (parts === null || unit !== '') return quantity;
  const bytes = Number(amount);
  const gib = 1024 ** 3;
  const mib = 1024 ** 2;
  if (bytes % gib === 0 && bytes > 0) return `${bytes / gib} GiB`;
  return bytes >= mib ? `${Math.round(bytes / mib)} MiB` : `${bytes} B`;
}
