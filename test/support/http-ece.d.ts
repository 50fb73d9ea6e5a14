/**
 * Encrypted content coding by the author of RFC 8188: an implementation that shares nothing with ours.
 */
declare module 'http_ece' {
  import type { ECDH } from 'node:crypto';

  export function decrypt(
    body: Uint8Array,
    keys: {
      readonly version: 'aes128gcm';
      readonly privateKey: ECDH;
      /** In base64url. */
      readonly authSecret: string;
    },
  ): Buffer;
}
