import { escapeXml, S3Error, unescapeXml } from './s3-errors.ts';
import type { Intake } from './s3-intake.ts';

const MOST_KEYS = 1000;

/** DeleteObjects: reads the request's XML, deletes key by key, and returns the answer's XML. */
export async function deleteManyObjects(
  intake: Intake,
  deleteOne: (key: string) => Promise<S3Error | undefined>,
): Promise<string> {
  const parts: Uint8Array[] = [];
  for await (const chunk of intake.chunks) parts.push(chunk);
  intake.finish();
  const xml = Buffer.concat(parts).toString('utf8');
  const keys = [...xml.matchAll(/<Object>.*?<Key>(.*?)<\/Key>.*?<\/Object>/gs)].map((match) =>
    unescapeXml(match[1] ?? ''),
  );
  if (!/<Delete[\s>]/.test(xml) || keys.length === 0 || keys.length > MOST_KEYS) {
    throw new S3Error(
      400,
      'MalformedXML',
      'The XML you provided was not well-formed or did not validate against our published schema',
    );
  }
  const quiet = /<Quiet>\s*true\s*<\/Quiet>/.test(xml);
  const results: string[] = [];
  for (const key of keys) {
    const error = await deleteOne(key);
    if (error) {
      results.push(
        `<Error><Key>${escapeXml(key)}</Key><Code>${error.code}</Code><Message>${escapeXml(error.message)}</Message></Error>`,
      );
    } else if (!quiet) {
      results.push(`<Deleted><Key>${escapeXml(key)}</Key></Deleted>`);
    }
  }
  return `<?xml version="1.0" encoding="UTF-8"?>\n<DeleteResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${results.join('')}</DeleteResult>`;
}
