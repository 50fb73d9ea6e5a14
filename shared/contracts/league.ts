import * as z from 'zod/mini';

export const leagueLimits = {
  /** Of a group. */
  seats: 30,
  /** Times a day that a learner may have a name looked at, to show it. */
  names: 10,
} as const;

const about = z.describe;
const count = z.int().check(z.minimum(0));
const monday = z.iso.date();
const codeOfName = z
  .string()
  .check(
    z.regex(/^([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}$/),
    about('By which `reportSharedTopic` takes a report of this name.'),
  );

const leagueMemberSchema = z.object({
  place: z.int().check(z.minimum(1), about('From 1; equal points share a place.')),
  name: z
    .string()
    .check(
      about(
        'Made up for this group and week, in the language of Accept-Language, unless its learner shows their own.',
      ),
    ),
  points: count.check(about('Of this week so far.')),
  isMe: z.boolean().check(about('The caller.')),
  code: z.nullable(codeOfName).check(about('Of a name that its learner chose; null of others.')),
});

const lastWeekSchema = z.object({
  week: monday.check(about('Its Monday.')),
  place: z.int().check(z.minimum(1), about('Among those of the group at its end.')),
  members: z.int().check(z.minimum(1), about('How many those were.')),
  points: count.check(about('What was reached.')),
});

export const leagueSchema = z.object({
  isIn: z.boolean().check(about('Whether the caller takes part.')),
  mayJoin: z.boolean().check(about('False for learners under 14.')),
  shownName: z
    .nullable(z.string())
    .check(about('The caller’s own name as the others see it; null where they see a made-up one.')),
  week: monday.check(about('The Monday of this week in Asia/Seoul.')),
  endsAt: z.iso.datetime().check(about('Sunday 24:00 in Seoul.')),
  members: z
    .array(leagueMemberSchema)
    .check(
      about(
        'The caller’s group, the most points first; empty without a group: `changeLeague` with `isIn` gives one.',
      ),
    ),
  last: z
    .nullable(lastWeekSchema)
    .check(about('The last week that was closed with the caller in it; null before.')),
});

export const changedLeagueSchema = z.strictObject({
  isIn: z.boolean().check(about('Join, or leave at once.')),
  showsName: z.optional(
    z
      .boolean()
      .check(
        about(
          'Whether the others see my own name, as it is now, once the moderation has looked at it. Left out: as before.',
        ),
      ),
  ),
});

/** What is kept of the league, as the export has it. */
export const keptLeagueSchema = z.object({
  isIn: z.boolean().check(about('Whether the learner takes part.')),
  shownName: z.nullable(z.string()).check(about('The name that the others see; null without.')),
  seat: z
    .nullable(
      z.object({
        week: monday.check(about('Its Monday.')),
        name: z.string().check(about('As the group sees it.')),
        points: count.check(about('As the group sees them.')),
      }),
    )
    .check(about('In the last group; null without.')),
  last: z.nullable(lastWeekSchema).check(about('The last result; null before.')),
});

export type LeagueBody = z.infer<typeof leagueSchema>;
export type ChangedLeague = z.infer<typeof changedLeagueSchema>;
export type KeptLeagueBody = z.infer<typeof keptLeagueSchema>;
