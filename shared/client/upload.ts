import { ClientTrouble } from './trouble.ts';

/**
 * PUTs a recording's bytes with {@link uploadContentType} and no Authorization.
 * @throws ClientTrouble `upload-refused` (see {@link checkUploadAnswer}), `upload-broken`,
 *   `no-answer` after {@link uploadTimeoutSeconds}; the signal's reason
 */
export type Upload<Recording> = (
  url: string,
  recording: Recording,
  sent: (sentBytes: number, totalBytes: number) => void,
  signal: AbortSignal,
) => Promise<void>;

/** As the published app labels them, whatever they are: the header is signed. */
export const uploadContentType = 'audio/wav';
export const uploadTimeoutSeconds = 300;

const tagOf = (xml: string, tag: 'Code' | 'Message'): string | undefined =>
  new RegExp(`<${tag}>([^<]*)</${tag}>`).exec(xml)?.[1];

/**
 * @param body S3's error document, or its beginning
 * @throws ClientTrouble `upload-refused`, unless the store took the recording
 */
export const checkUploadAnswer = (status: number, body: string): void => {
  if (status >= 200 && status < 300) return;
  const [code, message] = [tagOf(body, 'Code'), tagOf(body, 'Message')];
  throw new ClientTrouble({ kind: 'upload-refused', status, code, message });
};
