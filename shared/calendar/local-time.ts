const minuteMilliseconds = 60_000;
const dayMilliseconds = 24 * 60 * minuteMilliseconds;

/** What clocks and calendars of a zone show. */
export interface LocalTime {
  /** Days since 1970-01-01 there. */
  readonly day: number;
  /** Minutes since midnight. */
  readonly minute: number;
}

/** Dear to make and asked for by many learners of few zones; there are some 500 zones in all. */
const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    calendar: 'gregory',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  });
  formats.set(zone, made);
  return made;
}

const quarterMilliseconds = 15 * minuteMilliseconds;
const mostOffsets = 10_000;
/** By zone and quarter of an hour: no zone of our time changes its clocks at another moment. */
const offsets = new Map<string, number>();

/** What the zone's clocks show more than those of UTC. */
function offsetAt(at: number, zone: string): number {
  const quarter = Math.floor(at / quarterMilliseconds) * quarterMilliseconds;
  const name = `${zone} ${quarter}`;
  const known = offsets.get(name);
  if (known !== undefined) return known;
  if (offsets.size >= mostOffsets) offsets.clear();
  const offset = shownAt(quarter, zone) - quarter;
  offsets.set(name, offset);
  return offset;
}

/** What the zone's clocks show, as if they showed UTC. */
function shownAt(at: number, zone: string): number {
  const parts = formatOf(zone).formatToParts(at);
  const of = (type: Intl.DateTimeFormatPartTypes) =>
    Number(parts.find((part) => part.type === type)?.value);
  return Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'));
}

/**
 * @param zone by its IANA name
 * @throws RangeError where nobody knows such a zone
 */
export function localTime(at: number, zone: string): LocalTime {
  const shown = at + offsetAt(at, zone);
  const day = Math.floor(shown / dayMilliseconds);
  return { day, minute: Math.floor((shown - day * dayMilliseconds) / minuteMilliseconds) };
}

/** When the zone's clocks show that; of an hour that summer time leaves out, one beside it. */
export function momentOf({ day, minute }: LocalTime, zone: string): number {
  const wanted = day * dayMilliseconds + minute * minuteMilliseconds;
  // The offset of a moment at most a day away, then of the moment itself.
  return wanted - offsetAt(wanted - offsetAt(wanted, zone), zone);
}
