import { newId } from '../identifiers/json-safe-id.ts';
import type { Clock, UploadProofs, UploadUrlSigner } from './ports.ts';

export interface OfferUploadPorts {
  readonly uploads: UploadUrlSigner;
  readonly proofs: Pick<UploadProofs, 'prove'>;
  readonly clock: Clock;
  /** Uniform in [0, 1). */
  readonly random: () => number;
}

/** Makes a URL to put one recording to. It writes nothing, because the key has owner, lecture and a proof. */
export async function offerUpload(ports: OfferUploadPorts, userId: number): Promise<string> {
  const key = { userId, lectureId: newId(ports.clock(), ports.random()) };
  return ports.uploads.sign({ ...key, uploadProof: await ports.proofs.prove(key) });
}
