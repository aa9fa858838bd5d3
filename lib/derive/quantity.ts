/**
 * Resource quantities (kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity): a decimal number with a
 * decimal suffix (n, u, m, k, M, G, T, P, E), a binary one (Ki … Ei) or an exponent (e3, E3).
 */
const FACTORS: Readonly<Record<string, number>> = {
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  '': 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  Ei: 2 ** 60,
};

const QUANTITY = /^([+-]?(?:\d+\.?\d*|\.\d+))(?:([eE][+-]?\d+)|([numkMGTPE]|[KMGTPE]i))?$/;

/** The quantity in its base unit (cores, bytes, pieces); null for a text that is not a quantity. */
export function parseQuantity(text: string): number | null {
  const match = QUANTITY.exec(text.trim());
  if (match?.[1] === undefined) return null;
  const factor = FACTORS[match[3] ?? ''];
  return factor === undefined ? null : Number(match[1] + (match[2] ?? '')) * factor;
}
