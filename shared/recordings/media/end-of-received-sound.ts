import type { EncodedPacketSink } from 'mediabunny';
import { unlessBroken } from './unless-broken.ts';

const precisionSeconds = 0.5;

/**
 * Finds how much sound there is in a file that broke off after its index, which lists all that should
 * have arrived. It searches by halves for the last moment that has a packet.
 */
export async function endOfReceivedSound(
  packets: EncodedPacketSink,
  stated: number,
): Promise<number> {
  const first = await packets.getFirstPacket({ metadataOnly: true });
  let came = first?.timestamp ?? 0;
  let missing = stated;
  while (missing - came > precisionSeconds) {
    const middle = (came + missing) / 2;
    const packet = await unlessBroken(() => packets.getPacket(middle));
    if (packet) came = Math.max(middle, packet.timestamp + packet.duration);
    else missing = middle;
  }
  return came;
}
