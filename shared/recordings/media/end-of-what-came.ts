import type { EncodedPacketSink } from 'mediabunny';
import { unlessBroken } from './unless-broken.ts';

const precisionSeconds = 0.5;

/**
 * Of a file that broke off behind its index, which tells of all that should have come: by halves,
 * until when there are packets.
 */
export async function endOfWhatCame(packets: EncodedPacketSink, told: number): Promise<number> {
  const first = await packets.getFirstPacket({ metadataOnly: true });
  let came = first?.timestamp ?? 0;
  let missing = told;
  while (missing - came > precisionSeconds) {
    const middle = (came + missing) / 2;
    const packet = await unlessBroken(() => packets.getPacket(middle));
    if (packet) came = Math.max(middle, packet.timestamp + packet.duration);
    else missing = middle;
  }
  return came;
}
