import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

/** Keys for data of Changes, each for one purpose. */
export interface ActionKeys {
  /** The key of the hash of plans. */
  readonly plan: Uint8Array;
  /** The key that encrypts what a plan depends on and a row must not show. */
  readonly seal: Uint8Array;
}

/** Derives the keys from the session secret (HKDF, RFC 5869). With another secret, open plans are void and encrypted data is lost. */
export function actionKeys(secret: string): ActionKeys {
  const derive = (purpose: string) =>
    new Uint8Array(hkdfSync('sha256', secret, '', `pilothouse/${purpose}`, 32));
  return { plan: derive('plan-hash/1'), seal: derive('change-seal/1') };
}

const NONCE_BYTES = 12;
const TAG_BYTES = 16;
/** The version of the layout: version, nonce, tag, ciphertext. */
const VERSION = 1;

/** Encrypts a JSON value with AES-256-GCM (NIST SP 800-38D), bound to the name of its owner. */
export function seal(key: Uint8Array, value: unknown, owner: string): Uint8Array {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(owner));
  const sealed = Buffer.concat([cipher.update(JSON.stringify(value), 'utf8'), cipher.final()]);
  return Buffer.concat([Buffer.of(VERSION), nonce, cipher.getAuthTag(), sealed]);
}

/** Decrypts what `seal` returned; null where the key, the owner or the bytes are different. */
export function unseal(key: Uint8Array, bytes: Uint8Array, owner: string): unknown {
  const body = 1 + NONCE_BYTES + TAG_BYTES;
  if (bytes[0] !== VERSION || bytes.length < body) return null;
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(1, 1 + NONCE_BYTES));
  decipher.setAAD(Buffer.from(owner)).setAuthTag(bytes.subarray(1 + NONCE_BYTES, body));
  try {
    const text = Buffer.concat([decipher.update(bytes.subarray(body)), decipher.final()]).toString('utf8');
    return JSON.parse(text);
  } catch {
    // GCM reports a wrong key and changed bytes only by throwing.
    return null;
  }
}
