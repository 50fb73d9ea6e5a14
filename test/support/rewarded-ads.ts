import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';

/** Signs callbacks as Google does, by a key that nobody else has. */
export interface AdSigner {
  readonly keyId: number;
  /** As the key server lists it. */
  readonly listed: { readonly keyId: number; readonly pem: string; readonly base64: string };
  /** The query of a callback. The text that is signed is decoded once, as in real callbacks. */
  callback(parts?: Partial<Record<CallbackPart, string>>): string;
  /** The same for any text before the signature. */
  signed(text: string, asItStands?: 'as it stands'): string;
}

type CallbackPart =
  | 'ad_network'
  | 'ad_unit'
  | 'custom_data'
  | 'reward_amount'
  | 'reward_item'
  | 'timestamp'
  | 'transaction_id'
  | 'user_id';

export const testAdUnit = '2747237135';

export function adSigner(keyId = 3_335_741_210): AdSigner {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  const signed: AdSigner['signed'] = (text, asItStands) => {
    const of = asItStands ? text : decodeURIComponent(text);
    return `${text}&signature=${signatureOf(of, privateKey)}&key_id=${keyId}`;
  };
  return {
    keyId,
    listed: {
      keyId,
      pem: String(publicKey.export({ format: 'pem', type: 'spki' })),
      base64: publicKey.export({ format: 'der', type: 'spki' }).toString('base64'),
    },
    signed,
    callback: (parts = {}) => {
      const all = {
        ad_network: '5450213213286189855',
        ad_unit: testAdUnit,
        custom_data: undefined,
        reward_amount: '1',
        reward_item: '%EA%B0%95%EC%9D%98',
        timestamp: undefined,
        transaction_id: '147f17287596c1e105dc48686abaaf5e',
        user_id: undefined,
        ...parts,
      };
      const given = Object.entries(all).filter(([, value]) => value !== undefined);
      return signed(given.map(([name, value]) => `${name}=${value}`).join('&'));
    },
  };
}

const signatureOf = (text: string, key: KeyObject) =>
  sign('sha256', Buffer.from(text), key).toString('base64url');

export interface KeyServer {
  readonly url: string;
  /** How often it was asked. */
  readonly asked: () => number;
  /** What it does from now on. */
  answer(how: KeyServerAnswer): void;
  stop(): Promise<void>;
}

export type KeyServerAnswer =
  | { readonly keys: readonly unknown[] }
  | { readonly status: number }
  | { readonly text: string }
  | { readonly leadsTo: string }
  | 'nothing, ever'
  | 'without end';

/** A key server on this machine. */
export async function keyServer(first: KeyServerAnswer): Promise<KeyServer> {
  let how = first;
  let count = 0;
  const server: Server = createServer((_request, response) => {
    count += 1;
    if (how === 'nothing, ever') return;
    if (how === 'without end') {
      const more = () => {
        while (!response.destroyed && response.write('x'.repeat(16_384)));
        if (!response.destroyed) response.once('drain', more);
      };
      response.on('error', () => undefined);
      more();
    } else if ('status' in how) response.writeHead(how.status).end();
    else if ('leadsTo' in how) response.writeHead(302, { location: how.leadsTo }).end();
    else response.end('text' in how ? how.text : JSON.stringify({ keys: how.keys }));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('it does not listen');
  return {
    url: `http://127.0.0.1:${address.port}/verifier-keys.json`,
    asked: () => count,
    answer: (next) => {
      how = next;
    },
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
