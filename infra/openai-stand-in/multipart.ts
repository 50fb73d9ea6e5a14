import { pipeline } from 'node:stream/promises';
import busboy, { type Busboy } from 'busboy';
import { ApiError } from './api-error.ts';

const MAXIMUM_FIELD_BYTES = 256 * 1024;
const MAXIMUM_PARTS = 64;

export interface UploadedFile {
  /** As sent; undefined where the part has no filename. */
  readonly fileName: string | undefined;
  readonly bytes: Buffer;
}

export interface MultipartForm {
  /** Every value of each field, in order. */
  readonly fields: ReadonlyMap<string, readonly string[]>;
  readonly files: ReadonlyMap<string, UploadedFile>;
}

const malformed = (reason: string): ApiError =>
  new ApiError(400, `Could not parse multipart form: ${reason}`);

const reasonOf = (error: unknown): string =>
  error instanceof Error ? error.message : 'unreadable';

/**
 * Reads a multipart body as it arrives (RFC 7578). It holds small fields and each file up to the limit. The
 * rest of a larger file is read and dropped, so that the sender gets the answer.
 * @throws ApiError 413 for a file over the limit, 400 for anything malformed.
 */
export async function readMultipart(
  body: AsyncIterable<Buffer>,
  contentType: string | undefined,
  limits: { readonly fileBytes: number },
): Promise<MultipartForm> {
  const parser = openParser(contentType);
  const fields = new Map<string, string[]>();
  const files = new Map<string, UploadedFile>();
  let tooLarge: ApiError | undefined;
  parser.on('field', (name, value, { valueTruncated }) => {
    if (valueTruncated) parser.destroy(malformed(`field '${name}' is too long`));
    fields.set(name, [...(fields.get(name) ?? []), value]);
  });
  parser.on('file', (name, stream, { filename }) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    stream.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes <= limits.fileBytes) chunks.push(chunk);
      else chunks.length = 0;
    });
    stream.on('error', (error) => parser.destroy(error));
    stream.on('end', () => {
      if (bytes > limits.fileBytes) tooLarge = fileTooLarge(limits.fileBytes, bytes);
      files.set(name, { fileName: filename, bytes: Buffer.concat(chunks) });
    });
  });
  parser.on('partsLimit', () => parser.destroy(malformed('too many parts')));
  await pipeline(body, parser).catch((error: unknown) => {
    throw error instanceof ApiError ? error : malformed(reasonOf(error));
  });
  if (tooLarge) throw tooLarge;
  if (fields.size + files.size === 0) throw malformed('no part has a form-data name');
  return { fields, files };
}

function openParser(contentType: string | undefined): Busboy {
  if (!/^multipart\/form-data\b/i.test(contentType ?? '')) {
    throw malformed('missing content-type boundary string');
  }
  try {
    return busboy({
      headers: { 'content-type': contentType },
      defParamCharset: 'utf8',
      preservePath: true,
      limits: { fieldSize: MAXIMUM_FIELD_BYTES, parts: MAXIMUM_PARTS },
    });
  } catch (error) {
    throw malformed(reasonOf(error));
  }
}

const fileTooLarge = (limitBytes: number, bytes: number): ApiError =>
  new ApiError(413, `Maximum content size limit (${limitBytes}) exceeded (${bytes} bytes read)`, {
    type: 'server_error',
  });
