import type { LectureKey } from '../lectures/lecture.ts';
import type { UploadProofs } from '../lectures/ports.ts';
import { keyedProofs } from './keyed-proofs.ts';
import type { SecretReader } from './secrets.ts';

/** Proofs that this service has given the key of an upload to its owner. */
export function uploadProofs(readSecret: SecretReader): UploadProofs {
  const proofs = keyedProofs(readSecret);
  return {
    prove: (key) => proofs.prove(textOf(key)),
    verify: (key, proof) => proofs.verify(textOf(key), proof),
  };
}

const textOf = ({ userId, lectureId }: LectureKey) => `upload of lecture ${userId}/${lectureId}`;
