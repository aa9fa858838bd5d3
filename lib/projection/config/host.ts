const LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/u;
const VARIABLE = /\$\([A-Za-z_]\w*\)/gu;
const IPV4 = /^\d{1,3}(?:\.\d{1,3}){3}$/u;
const HOST_CHARS_MAX = 253;

/** Last parts of names that are files, or that no resolver knows. */
const NO_DOMAINS = new Set([
  ...['svc', 'pod', 'localhost', 'localdomain', 'invalid', 'test', 'json', 'yaml', 'yml', 'txt', 'conf'],
  ...['config', 'cfg', 'ini', 'properties', 'toml', 'xml', 'html', 'htm', 'css', 'js', 'ts', 'py', 'rb'],
  ...['go', 'java', 'class', 'jar', 'war', 'sh', 'bash', 'sql', 'log', 'pem', 'crt', 'key', 'cert', 'sock'],
  ...['so', 'exe', 'bin', 'zip', 'gz', 'tgz', 'tar', 'png', 'jpg', 'svg', 'md', 'proto', 'lua', 'php'],
]);

/** A host name or address in lower case, without its trailing dot; null for a text that is no host, or means the pod itself. */
export function hostOf(text: string): string | null {
  const host = text.replace(/\.$/u, '').replaceAll(/[A-Z]+(?![^(]*\))/gu, (part) => part.toLowerCase());
  if (host === '' || host.length > HOST_CHARS_MAX) return null;
  if (IPV4.test(host)) return isOwnAddress(host) ? null : host;
  const labels = host.replaceAll(VARIABLE, 'v').split('.');
  if (!labels.every((label) => LABEL.test(label))) return null;
  if (!/[a-z]/u.test(labels.at(-1) ?? '')) return null;
  return labels[0] === 'localhost' || host === 'host.docker.internal' ? null : host;
}

function isOwnAddress(ip: string): boolean {
  const parts = ip.split('.').map(Number);
  return parts.some((part) => part > 255) || ['0', '127', '169', '255'].includes(ip.split('.')[0] ?? '');
}

/** `cart.shop.svc`, `cart.shop.svc.cluster.local`, `cart-0.cart.shop.svc`: only the DNS of a cluster knows such a name. */
export function isClusterName(host: string): boolean {
  const at = host.split('.').indexOf('svc');
  return at === 2 || at === 3;
}

/** Whether a name may be a host outside every cluster: an IP address, or a domain name. */
export function isDomain(host: string): boolean {
  if (IPV4.test(host)) return true;
  const labels = host.split('.');
  const last = labels.at(-1) ?? '';
  if (labels.length < 2 || labels.includes('svc') || host.endsWith('.cluster.local')) return false;
  return /^[a-z]{2,24}$/u.test(last) && !NO_DOMAINS.has(last);
}

/** A port as written: a number from 1 to 65535, or one variable; null for anything else. */
export function portOf(text: string): string | null {
  if (/^\$\([A-Za-z_]\w*\)$/u.test(text)) return text;
  return /^\d{1,5}$/u.test(text) && Number(text) > 0 && Number(text) < 65_536 ? String(Number(text)) : null;
}
