import { describe, expect, it } from 'vitest';
import {
  recordingMaximumBytes,
  speechRequestMaximumBytes,
} from '../../../shared/contracts/recordings.ts';
import { refuseBySize } from '../../../shared/recordings/recording.ts';

describe('the size of a recording', () => {
  it('refuses nothing but what is empty or above the limit', () => {
    const refusal = (sizeBytes: number) => refuseBySize({ sizeBytes });

    expect([0, 1, recordingMaximumBytes, recordingMaximumBytes + 1].map(refusal)).toEqual([
      'RECORDING_EMPTY',
      undefined,
      undefined,
      'RECORDING_TOO_LARGE',
    ]);
  });

  it('leaves room in the largest request for the fields beside the file', () => {
    expect(speechRequestMaximumBytes - recordingMaximumBytes).toBeGreaterThanOrEqual(64 * 1024);
  });
});
