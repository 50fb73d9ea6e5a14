/** The recording with a picture of that many bytes in its header, of the speaker for example. */
export type WithPicture = (bytes: Buffer, pictureBytes: number) => Buffer;

const box = (name: string, ...parts: Buffer[]): Buffer => {
  const content = Buffer.concat(parts);
  const head = Buffer.alloc(8);
  head.writeUInt32BE(8 + content.length);
  head.write(name, 4, 'latin1');
  return Buffer.concat([head, content]);
};

/** At the end of its index, where iTunes puts it. Anything behind the index would not be found again. */
export const inMp4Index: WithPicture = (bytes, pictureBytes) => {
  const at = bytes.indexOf('moov') - 4;
  const end = at + bytes.readUInt32BE(at);
  const data = box('data', Buffer.from([0, 0, 0, 14, 0, 0, 0, 0]), Buffer.alloc(pictureBytes, 1));
  const handler = box('hdlr', Buffer.alloc(8), Buffer.from('mdirappl'), Buffer.alloc(9));
  const tags = box('meta', Buffer.alloc(4), handler, box('ilst', box('covr', data)));
  return Buffer.concat([
    bytes.subarray(0, at),
    box('moov', bytes.subarray(at + 8, end), box('udta', tags)),
    bytes.subarray(end),
  ]);
};

const ebml = (id: string, ...parts: Buffer[]): Buffer => {
  const content = Buffer.concat(parts);
  const size = Buffer.alloc(8);
  size.writeBigUInt64BE(2n ** 56n + BigInt(content.length));
  return Buffer.concat([Buffer.from(id, 'hex'), size, content]);
};

/** Attached before the first cluster, in a file that is not finished. */
export const inMatroska: WithPicture = (bytes, pictureBytes) => {
  const at = bytes.indexOf('1f43b675', 0, 'hex');
  const file = ebml(
    '61a7',
    ebml('466e', Buffer.from('cover.jpg')),
    ebml('4660', Buffer.from('image/jpeg')),
    ebml('46ae', Buffer.from([1])),
    ebml('465c', Buffer.alloc(pictureBytes, 1)),
  );
  return Buffer.concat([bytes.subarray(0, at), ebml('1941a469', file), bytes.subarray(at)]);
};

/** Behind the description of the stream, which is the first block of its header. */
export const inFlac: WithPicture = (bytes, pictureBytes) => {
  const at = 4 + 4 + 34;
  const picture = Buffer.alloc(4 + pictureBytes, 1);
  picture.writeUInt8(6);
  picture.writeUIntBE(pictureBytes, 1, 3);
  const first = Buffer.from(bytes.subarray(0, at));
  // It was the last one if there was no other.
  picture.writeUInt8(6 | (first.readUInt8(4) & 0x80));
  first.writeUInt8(0, 4);
  return Buffer.concat([first, picture, bytes.subarray(at)]);
};

/** In pages of their own behind the first one, as a comment has it. */
export const inOgg: WithPicture = (bytes, pictureBytes) => {
  const end =
    27 + bytes.readUInt8(26) + bytes.subarray(27, 27 + bytes.readUInt8(26)).reduce((a, b) => a + b);
  const page = Buffer.concat([
    Buffer.from(bytes.subarray(0, 27)),
    Buffer.alloc(255, 255),
    Buffer.alloc(255 * 255, 1),
  ]);
  page.writeUInt8(1, 5);
  page.writeBigInt64LE(-1n, 6);
  page.writeUInt8(255, 26);
  const pages = Array.from({ length: Math.ceil(pictureBytes / (255 * 255)) }, () => page);
  return Buffer.concat([bytes.subarray(0, end), ...pages, bytes.subarray(end)]);
};
