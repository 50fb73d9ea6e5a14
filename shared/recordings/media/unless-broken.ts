/**
 * What a library throws at broken bytes only says that this way does not lead on. What the bucket
 * throws is kept by `fewReads`, so it is not lost here.
 */
export async function unlessBroken<Result>(
  look: () => Promise<Result>,
): Promise<Result | undefined> {
  try {
    return await look();
  } catch {
    return undefined;
  }
}
