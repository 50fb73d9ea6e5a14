import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** A few milliseconds of collecting for so many bytes. */
const collectedEveryBytes = 4_194_304;

/**
 * A stream whose chunks are given back soon after nobody has them any more. V8 does not see what lies
 * behind a buffer when it decides to collect its youngest objects, only when that has come to 64 MB:
 * a quarter of the worker's memory.
 */
export async function* lettingGo(chunks: AsyncIterable<Uint8Array>) {
  let passedBytes = 0;
  for await (const chunk of chunks) {
    yield chunk;
    passedBytes += chunk.byteLength;
    if (passedBytes < collectedEveryBytes) continue;
    passedBytes = 0;
    collectYoungest();
  }
}

let collect: ((options: { readonly type: 'minor' }) => void) | undefined;

function collectYoungest(): void {
  if (!collect) {
    // Without the flag there is no such function; a context that is made afterwards has it. Where none
    // is to be had, it is collected later.
    setFlagsFromString('--expose-gc');
    collect = runInNewContext('globalThis.gc');
  }
  collect?.({ type: 'minor' });
}
