import { ApiError } from './api-error.ts';

const MAXIMUM_PART_HEADER_BYTES = 16 * 1024;
const MAXIMUM_FIELD_BYTES = 256 * 1024;
const MAXIMUM_PARTS = 64;

export interface UploadedFile {
  /** As sent; undefined where the part has no filename. */
  readonly fileName: string | undefined;
  readonly contentType: string | undefined;
  readonly bytes: Buffer;
}

export interface MultipartForm {
  /** Every value of each field, in order. */
  readonly fields: ReadonlyMap<string, readonly string[]>;
  readonly files: ReadonlyMap<string, UploadedFile>;
}

interface OpenPart {
  readonly name: string;
  readonly fileName: string | undefined;
  readonly contentType: string | undefined;
  readonly isFile: boolean;
  readonly limitBytes: number;
  readonly chunks: Buffer[];
  bytes: number;
}

const malformed = (reason: string): ApiError =>
  new ApiError(400, `Could not parse multipart form: ${reason}`);

/** The boundary of a `multipart/form-data` content type; a 400 where there is none. */
export function multipartBoundary(contentType: string | undefined): string {
  const match = /^multipart\/form-data\s*;.*?\bboundary=(?:"([^"]{1,70})"|([^\s;"]{1,70}))/i.exec(
    contentType ?? '',
  );
  const boundary = match?.[1] ?? match?.[2];
  if (boundary === undefined) throw malformed('missing content-type boundary string');
  return boundary;
}

/**
 * Reads a multipart body as it arrives (RFC 7578). Holds at most one file of the limit and small
 * fields; of an oversized file the rest is read and dropped, so that the sender hears the answer.
 * @throws ApiError 413 for a file over the limit, 400 for anything malformed.
 */
export async function readMultipart(
  body: AsyncIterable<Buffer>,
  boundary: string,
  limits: { readonly fileBytes: number },
): Promise<MultipartForm> {
  const reader = new MultipartReader(boundary, limits.fileBytes);
  for await (const chunk of body) reader.push(chunk);
  return reader.end();
}

class MultipartReader {
  readonly #delimiter: Buffer;
  readonly #fileLimitBytes: number;
  readonly #fields = new Map<string, string[]>();
  readonly #files = new Map<string, UploadedFile>();
  #state: 'preamble' | 'after-delimiter' | 'headers' | 'content' | 'epilogue' = 'preamble';
  #part: OpenPart | undefined;
  #partCount = 0;
  // Begins with the line break the first delimiter may lack.
  #pending: Buffer = Buffer.from('\r\n');

  constructor(boundary: string, fileLimitBytes: number) {
    this.#delimiter = Buffer.from(`\r\n--${boundary}`);
    this.#fileLimitBytes = fileLimitBytes;
  }

  push(chunk: Buffer): void {
    if (this.#state === 'epilogue') return;
    this.#pending = this.#pending.length === 0 ? chunk : Buffer.concat([this.#pending, chunk]);
    while (this.#step());
  }

  end(): MultipartForm {
    if (this.#state !== 'epilogue') throw malformed('unexpected end of body');
    return { fields: this.#fields, files: this.#files };
  }

  /** Consumes what it can; false when more bytes are needed. */
  #step(): boolean {
    switch (this.#state) {
      case 'preamble':
      case 'content':
        return this.#readContent();
      case 'after-delimiter':
        return this.#readDelimiterEnd();
      case 'headers':
        return this.#readHeaders();
      case 'epilogue':
        this.#pending = Buffer.alloc(0);
        return false;
    }
  }

  #readContent(): boolean {
    const at = this.#pending.indexOf(this.#delimiter);
    if (at === -1) {
      // A delimiter may have begun in the last bytes: those wait for the next chunk.
      this.#take(Math.max(0, this.#pending.length - this.#delimiter.length + 1));
      return false;
    }
    this.#take(at);
    this.#pending = this.#pending.subarray(this.#delimiter.length);
    this.#closePart();
    this.#state = 'after-delimiter';
    return true;
  }

  #take(length: number): void {
    const part = this.#part;
    if (part !== undefined && length > 0) {
      part.bytes += length;
      if (part.bytes <= part.limitBytes) {
        part.chunks.push(this.#pending.subarray(0, length));
      } else {
        part.chunks.length = 0;
      }
    }
    this.#pending = this.#pending.subarray(length);
  }

  #closePart(): void {
    const part = this.#part;
    this.#part = undefined;
    if (part === undefined) return;
    if (part.bytes > part.limitBytes) {
      if (!part.isFile) throw malformed(`field '${part.name}' is too long`);
      throw new ApiError(
        413,
        `Maximum content size limit (${part.limitBytes}) exceeded (${part.bytes} bytes read)`,
        { type: 'server_error' },
      );
    }
    const bytes = Buffer.concat(part.chunks);
    if (part.isFile) {
      const { fileName, contentType } = part;
      this.#files.set(part.name, { fileName, contentType, bytes });
    } else {
      const values = this.#fields.get(part.name) ?? [];
      this.#fields.set(part.name, [...values, bytes.toString('utf8')]);
    }
  }

  #readDelimiterEnd(): boolean {
    if (this.#pending.length < 2) return false;
    const mark = this.#pending.toString('latin1', 0, 2);
    if (mark === '--') {
      this.#state = 'epilogue';
      return true;
    }
    if (mark !== '\r\n') throw malformed('a boundary is followed by something else');
    this.#partCount += 1;
    if (this.#partCount > MAXIMUM_PARTS) throw malformed('too many parts');
    // Its line break stays, so that a part without headers ends in an empty line as well.
    this.#state = 'headers';
    return true;
  }

  #readHeaders(): boolean {
    const end = this.#pending.indexOf('\r\n\r\n');
    if ((end === -1 ? this.#pending.length : end) > MAXIMUM_PART_HEADER_BYTES) {
      throw malformed('part headers are too long');
    }
    if (end === -1) return false;
    this.#part = this.#openPart(this.#pending.toString('utf8', 0, end));
    this.#pending = this.#pending.subarray(end + 4);
    this.#state = 'content';
    return true;
  }

  #openPart(headerBlock: string): OpenPart {
    const headers = new Map<string, string>();
    for (const line of headerBlock.split('\r\n')) {
      const colon = line.indexOf(':');
      if (colon > 0) {
        headers.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim());
      }
    }
    const disposition = headers.get('content-disposition') ?? '';
    const name = dispositionParameter(disposition, 'name');
    if (!/^form-data\b/i.test(disposition) || name === undefined) {
      throw malformed('a part has no form-data name');
    }
    const fileName = dispositionParameter(disposition, 'filename');
    // OpenAI takes a part as a file when it has a filename; a nameless `file` is refused later.
    const isFile = fileName !== undefined;
    return {
      name,
      fileName,
      contentType: headers.get('content-type'),
      isFile,
      limitBytes: isFile ? this.#fileLimitBytes : MAXIMUM_FIELD_BYTES,
      chunks: [],
      bytes: 0,
    };
  }
}

function dispositionParameter(disposition: string, parameter: string): string | undefined {
  const match = new RegExp(`;\\s*${parameter}=(?:"((?:[^"\\\\]|\\\\.)*)"|([^\\s;]+))`, 'i').exec(
    disposition,
  );
  const value = match?.[1]?.replace(/\\(.)/g, '$1') ?? match?.[2];
  return value?.replaceAll('%22', '"');
}
