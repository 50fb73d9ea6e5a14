import { describe, expect, it } from 'vitest';
import {
  readRecordingObjectKey,
  recordingObjectKey,
} from '../../../shared/adapters/recording-keys.ts';
import { uploadProofs } from '../../../shared/platform/upload-proofs.ts';

const key = { userId: 7_001, lectureId: 244_231_372_800_001 };
const [oldKey, newKey] = ['o'.repeat(32), 'n'.repeat(32)];
const proofsBy = (keys: Record<string, string>) =>
  uploadProofs(async () => JSON.stringify({ ...keys }));
const before = proofsBy({ signer: 'k1', k1: oldKey });
const rotated = proofsBy({ signer: 'k2', k1: oldKey, k2: newKey });
const retired = proofsBy({ signer: 'k2', k2: newKey });

describe('the proof in an upload’s key', () => {
  it('is valid for that user and lecture alone', async () => {
    const proof = await before.prove(key);
    expect(await before.verify(key, proof)).toBe(true);
    expect(await before.verify({ ...key, userId: 7_002 }, proof)).toBe(false);
    expect(await before.verify({ ...key, lectureId: key.lectureId + 1 }, proof)).toBe(false);
  });

  it('stays valid through a rotation of the keys, until the old one is retired', async () => {
    const proof = await before.prove(key);
    expect(await rotated.prove(key)).not.toBe(proof);
    expect(await rotated.verify(key, proof)).toBe(true);
    expect(await retired.verify(key, proof)).toBe(false);
  });

  it.each(['', 'a', 'ü'.repeat(22), '가'.repeat(22)])('is not %j', async (proof) => {
    expect(await before.verify(key, proof)).toBe(false);
  });

  it('is a part of the object’s key, and is read from it', async () => {
    const proven = { ...key, uploadProof: await before.prove(key) };
    expect(readRecordingObjectKey(recordingObjectKey(proven))).toEqual(proven);
    expect(readRecordingObjectKey(`${recordingObjectKey(proven)}x`)).toBeUndefined();
    expect(readRecordingObjectKey(recordingObjectKey(key))).toEqual(key);
  });
});
