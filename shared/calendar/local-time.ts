const minuteMilliseconds = 60_000;
const dayMilliseconds = 24 * 60 * minuteMilliseconds;

/** The day and time that the clocks of a time zone show. */
export interface LocalTime {
  /** Days since 1970-01-01 in that zone. */
  readonly day: number;
  /** Minutes since midnight. */
  readonly minute: number;
}

/**
 * Formats are expensive to make, and many learners share few zones. There are about 500 zones, and each
 * name may be written in any case. A caller who makes up more names than this only causes formats to be
 * made again.
 */
const mostZones = 1_000;
const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known) return known;
  if (formats.size >= mostZones) formats.clear();
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
/**
 * A zone keeps at most this many quarters of an hour: the days around now, for callers who ask for many
 * learners.
 */
const mostOffsets = 10_000;
/** Offsets by quarter of an hour: no zone of our time changes its clocks at any other moment. */
const offsets = new Map<string, Map<number, number>>();

function offsetsOf(zone: string): Map<number, number> {
  const known = offsets.get(zone);
  if (known && known.size < mostOffsets) return known;
  if (offsets.size >= mostZones) offsets.clear();
  const none = new Map<number, number>();
  offsets.set(zone, none);
  return none;
}

/** How far the zone's clocks are ahead of UTC. */
function offsetAt(at: number, zone: string): number {
  const quarter = Math.floor(at / quarterMilliseconds) * quarterMilliseconds;
  const ofZone = offsetsOf(zone);
  const known = ofZone.get(quarter);
  if (known !== undefined) return known;
  const offset = shownAt(quarter, zone) - quarter;
  ofZone.set(quarter, offset);
  return offset;
}

/** The time that the zone's clocks show, read as if it were UTC. */
function shownAt(at: number, zone: string): number {
  const parts = formatOf(zone).formatToParts(at);
  const of = (type: Intl.DateTimeFormatPartTypes) =>
    Number(parts.find((part) => part.type === type)?.value);
  return Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'));
}

/**
 * Translates a moment into the day and time of a zone.
 *
 * @param zone by its IANA name
 * @throws RangeError where there is no such zone
 */
export function localTime(at: number, zone: string): LocalTime {
  const shown = at + offsetAt(at, zone);
  const day = Math.floor(shown / dayMilliseconds);
  return { day, minute: Math.floor((shown - day * dayMilliseconds) / minuteMilliseconds) };
}

/**
 * The moment at which the zone's clocks show this time. If summer time skips the hour, it is a moment
 * next to it.
 */
export function momentOf({ day, minute }: LocalTime, zone: string): number {
  const wanted = day * dayMilliseconds + minute * minuteMilliseconds;
  // The first offset is that of a moment at most a day away, the second that of the moment itself.
  return wanted - offsetAt(wanted - offsetAt(wanted, zone), zone);
}
