const minuteMilliseconds = 60_000;
const dayMilliseconds = 24 * 60 * minuteMilliseconds;

/** What clocks and calendars of a zone show. */
export interface LocalTime {
  /** Days since 1970-01-01 there. */
  readonly day: number;
  /** Minutes since midnight. */
  readonly minute: number;
}

/**
 * Dear to make and asked for by many learners of few zones. There are some 500, and each may be written in
 * any case: whoever makes up more of them makes the others be looked up again.
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
/** Of each zone, of so many quarters: the days around now, for whoever asks for many learners. */
const mostOffsets = 10_000;
/** By quarter of an hour: no zone of our time changes its clocks at another moment. */
const offsets = new Map<string, Map<number, number>>();

function offsetsOf(zone: string): Map<number, number> {
  const known = offsets.get(zone);
  if (known && known.size < mostOffsets) return known;
  if (offsets.size >= mostZones) offsets.clear();
  const none = new Map<number, number>();
  offsets.set(zone, none);
  return none;
}

/** What the zone's clocks show more than those of UTC. */
function offsetAt(at: number, zone: string): number {
  const quarter = Math.floor(at / quarterMilliseconds) * quarterMilliseconds;
  const ofZone = offsetsOf(zone);
  const known = ofZone.get(quarter);
  if (known !== undefined) return known;
  const offset = shownAt(quarter, zone) - quarter;
  ofZone.set(quarter, offset);
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
