import { assumed, bytesPerGb, measured } from './assumptions.ts';
import { times, type Usage } from './charges.ts';
import { type Charge, type CostInputs, charged } from './figures.ts';
import type { LectureStage } from './lecture-usage.ts';

export type SharingCall = keyof typeof measured.unitsOfSharing;

const secondsOf = {
  share: assumed.submitSeconds + assumed.moderationSeconds,
  look: assumed.readSeconds,
  copy: assumed.submitSeconds,
  report: assumed.submitSeconds,
} as const satisfies Record<SharingCall, number>;

/** One call with its preflight. */
function sharingUsage(stage: LectureStage, call: SharingCall): Usage[] {
  const { writes, reads } = measured.unitsOfSharing[call];
  return [
    {
      what: 'API function, waiting and working',
      meter: 'lambdaGbSeconds',
      quantity: (stage.apiMemoryMegabytes * secondsOf[call]) / 1_024,
    },
    { what: 'API function', meter: 'lambdaRequests', quantity: 1 },
    { what: 'API, preflight included', meter: 'httpApiRequests', quantity: 2 },
    { what: 'table writes', meter: 'writeUnits', quantity: writes },
    { what: 'table reads', meter: 'readUnits', quantity: reads },
    {
      what: 'texts to the moderation, answers to the learner',
      meter: 'transferOutGb',
      quantity:
        (assumed.answerBytes + (call === 'share' ? assumed.moderationBytes : 0)) / bytesPerGb,
    },
  ];
}

/** What AWS charges for a thousand such calls. */
export function thousandSharing(
  { stage }: Pick<CostInputs, 'stage'>,
  call: SharingCall,
): readonly Charge[] {
  return charged(times(1_000, sharingUsage(stage, call)));
}
