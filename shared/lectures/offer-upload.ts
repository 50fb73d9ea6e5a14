import { newId } from '../identifiers/json-safe-id.ts';
import type { Clock, UploadUrlSigner } from './ports.ts';

export interface OfferUploadPorts {
  readonly uploads: UploadUrlSigner;
  readonly clock: Clock;
  /** Uniform in [0, 1). */
  readonly random: () => number;
}

/** A URL to put one recording to. Writes nothing: the key it signs carries owner and lecture. */
export function offerUpload(ports: OfferUploadPorts, userId: number): Promise<string> {
  return ports.uploads.sign({ userId, lectureId: newId(ports.clock(), ports.random()) });
}
