/** In thousands of bits a second, by their place in MPEG 1's list for layer 3. */
const rates = [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320];
export const mp3FrameSeconds = 1_152 / 44_100;

/** Frames of MPEG 1 in layer 3, mono at 44.1 kHz, with nothing to hear in them. */
export function mp3Frames(kilobits: number, count: number): Buffer {
  const frame = Buffer.alloc(Math.floor((144_000 * kilobits) / 44_100));
  frame.set([0xff, 0xfb, rates.indexOf(kilobits) << 4, 0xc4]);
  return Buffer.concat(Array.from({ length: count }, () => frame));
}

/** As many of them as last for that long. */
export const mp3Sound = (kilobits: number, seconds: number): Buffer =>
  mp3Frames(kilobits, Math.round(seconds / mp3FrameSeconds));

/**
 * Frames whose sizes change with every one, and which add up to as many bytes as the mean of the rates.
 */
export function unevenMp3(seconds: number): Buffer {
  const turn = Buffer.concat([32, 96, 56, 128, 40, 64].map((kilobits) => mp3Frames(kilobits, 1)));
  const turns = Math.round(seconds / (6 * mp3FrameSeconds));
  return Buffer.concat(Array.from({ length: turns }, () => turn));
}

/** An ID3 tag, with a picture of that many bytes, for example. */
export function id3Tag(bytes: number): Buffer {
  const tag = Buffer.alloc(10 + bytes, 1);
  tag.write('ID3');
  tag.set([4, 0, 0, ...[21, 14, 7, 0].map((shift) => (bytes >> shift) & 0x7f)], 3);
  return tag;
}

/** The first frame of a file whose encoder counted the others. */
export function indexFrame(name: 'Xing' | 'VBRI', frames: number, bytes: number): Buffer {
  const frame = mp3Frames(128, 1);
  if (name === 'Xing') {
    frame.write(name, 21);
    frame.writeUInt32BE(3, 25);
    frame.writeUInt32BE(frames, 29);
    frame.writeUInt32BE(bytes + frame.length, 33);
  } else {
    frame.write(name, 36);
    frame.writeUInt32BE(bytes + frame.length, 46);
    frame.writeUInt32BE(frames, 50);
  }
  return frame;
}
