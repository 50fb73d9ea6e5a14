/** The limits of one day of the whole service. */
export interface ServiceLimits {
  /** Lectures of everybody. */
  readonly global: number;
  /** What all providers together may cost, in millionths of a dollar. */
  readonly providerMicroDollars: number;
}

/**
 * A lecture writes its day's counter twice, and so does each of its later judgements, which count a quarter.
 * One partition takes 1,000 writes a second. This many lectures a day are some 600 writes in the busiest
 * second (docs/scale.md).
 */
const lecturesOfOnePart = 1_000_000;

const partsOf = ({ global }: ServiceLimits) => Math.max(1, Math.ceil(global / lecturesOfOnePart));

/** The part's share of a day's limits. All shares together are the day's limits. */
const shareOf = (whole: number, part: number, parts: number) =>
  Math.floor((whole * (part + 1)) / parts) - Math.floor((whole * part) / parts);

/** One of the counters of a day of the whole service. */
export interface ServicePart {
  /** The part's number, from 0. Only a very large service has more than one part. */
  readonly part: number;
  readonly limits: ServiceLimits;
}

/** All parts of the service's day, the lecture's own first. If that is used up, others may not be. */
export function servicePartsFor(
  lectureId: number,
  limits: ServiceLimits,
): readonly [ServicePart, ...ServicePart[]] {
  const parts = partsOf(limits);
  const at = (turn: number): ServicePart => {
    const part = (lectureId + turn) % parts;
    return {
      part,
      limits: {
        global: shareOf(limits.global, part, parts),
        providerMicroDollars: shareOf(limits.providerMicroDollars, part, parts),
      },
    };
  };
  return [at(0), ...Array.from({ length: parts - 1 }, (_, turn) => at(turn + 1))];
}
