import { randomUUID } from 'node:crypto';
import type { AudioRecording } from '../recordings/recording.ts';

/**
 * A streamed form with a recording in it, and headers with its length.
 * @param brokenBy is called with what the recording's own stream threw
 */
export function multipartForm(
  recording: AudioRecording,
  fields: readonly (readonly [name: string, value: string])[],
  brokenBy: (error: unknown) => void,
) {
  const boundary = `lecture-${randomUUID()}`;
  const parts = fields.map(
    ([name, value]) =>
      `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  const head = Buffer.from(
    `${parts.join('')}--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${recording.fileName}"\r\nContent-Type: ${recording.contentType}\r\n\r\n`,
  );
  const tail = Buffer.from(`\r\n--${boundary}--\r\n`);
  return {
    headers: {
      'content-type': `multipart/form-data; boundary=${boundary}`,
      'content-length': String(head.byteLength + recording.sizeBytes + tail.byteLength),
    },
    body: (async function* () {
      yield head;
      try {
        yield* await recording.open();
      } catch (error) {
        brokenBy(error);
        throw error;
      }
      yield tail;
    })(),
  };
}
