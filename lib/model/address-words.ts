/** `10.42.1.7:8080`, `[fd00::7]:8080`, or the address alone. */
export function addressWords(address: string, port: number | null): string {
  const host = address.includes(':') && port !== null ? `[${address}]` : address;
  return port === null ? host : `${host}:${port}`;
}
