import { createECDH, hkdfSync } from 'node:crypto';

/** The key by which push services and devices know a service (RFC 8292), as JOSE writes keys. */
export interface VapidKey {
  /** The uncompressed point in base64url, which is a browser's `applicationServerKey`. */
  readonly publicKey: string;
  readonly jwk: {
    readonly kty: 'EC';
    readonly crv: 'P-256';
    readonly x: string;
    readonly y: string;
    readonly d: string;
  };
}

/** The order of P-256's group (FIPS 186-5, SP 800-186). */
const order = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;

/**
 * The key pair that is derived from a secret. It is always the same, because devices take messages only from
 * the key that they were subscribed with. The derivation uses 64 bits more than the order has, so that no
 * key is likelier than another (FIPS 186-5, A.2.1).
 */
export function vapidKeyOf(secret: string): VapidKey {
  const bytes = Buffer.from(hkdfSync('sha256', secret, '', 'learning-mate vapid p-256 1', 40));
  const scalar = (BigInt(`0x${bytes.toString('hex')}`) % (order - 1n)) + 1n;
  const privateKey = Buffer.from(scalar.toString(16).padStart(64, '0'), 'hex');
  const ecdh = createECDH('prime256v1');
  ecdh.setPrivateKey(privateKey);
  const point = ecdh.getPublicKey();
  return {
    publicKey: point.toString('base64url'),
    jwk: {
      kty: 'EC',
      crv: 'P-256',
      x: point.subarray(1, 33).toString('base64url'),
      y: point.subarray(33).toString('base64url'),
      d: privateKey.toString('base64url'),
    },
  };
}
