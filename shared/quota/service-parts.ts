/** Of one day of the whole service. */
export interface ServiceLimits {
  /** Lectures of everybody. */
  readonly global: number;
  /** What all providers together may cost, in millionths of a dollar. */
  readonly providerMicroDollars: number;
}

/**
 * A lecture writes its day's counter twice, and each of its later judgements does, which count a
 * quarter; one partition takes 1,000 writes a second. So many lectures a day are some 600 writes in the
 * busiest second (docs/scale.md).
 */
const lecturesOfOnePart = 1_000_000;

const partsOf = ({ global }: ServiceLimits) => Math.max(1, Math.ceil(global / lecturesOfOnePart));

/** Of a day's numbers the part's own: together they are the day's. */
const shareOf = (whole: number, part: number, parts: number) =>
  Math.floor((whole * (part + 1)) / parts) - Math.floor((whole * part) / parts);

/** One of the counters that a day of the whole service is counted by. */
export interface ServicePart {
  /** From 0, which is the only one of a service that is not very large. */
  readonly part: number;
  readonly limits: ServiceLimits;
}

/** Every part of the service's day, the lecture's own first: where it is used up, others may not be. */
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
