/**
 * Returns undefined where a library throws at broken bytes, which only means that this way does not
 * lead on. Errors of the bucket are kept by `bufferedReads`, so they are not lost here.
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
