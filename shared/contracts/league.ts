import * as z from 'zod/mini';

export const leagueLimits = {
  /** The seats of a group. */
  seats: 30,
  /** How often a day a learner may have a name checked in order to show it. */
  names: 10,
} as const;

const about = z.describe;
const count = z.int().check(z.minimum(0));
const monday = z.iso.date();
const codeOfName = z
  .string()
  .check(
    z.regex(/^([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}$/),
    about('The code under which `reportSharedTopic` accepts a report of this name.'),
  );

const leagueMemberSchema = z.object({
  place: z
    .int()
    .check(z.minimum(1), about('The place, counted from 1. Members with equal points share one.')),
  name: z
    .string()
    .check(
      about(
        'The learner’s own name where they show it. Otherwise a name made up for this group and week, in the language of Accept-Language.',
      ),
    ),
  points: count.check(about('The points of this week so far.')),
  isMe: z.boolean().check(about('Whether this member is the caller.')),
  code: z
    .nullable(codeOfName)
    .check(about('The code of a learner’s own name; null for a made-up one.')),
});

const lastWeekSchema = z.object({
  week: monday.check(about('The Monday of that week.')),
  place: z.int().check(z.minimum(1), about('The place in the group at the end of the week.')),
  members: z.int().check(z.minimum(1), about('How many members the group had at the end.')),
  points: count.check(about('The points of that week.')),
});

export const leagueSchema = z.object({
  isIn: z.boolean().check(about('Whether the caller takes part.')),
  mayJoin: z.boolean().check(about('False for learners under 14.')),
  shownName: z
    .nullable(z.string())
    .check(about('The caller’s own name if the others see it; null where they see a made-up one.')),
  week: monday.check(about('The Monday of this week in Asia/Seoul.')),
  endsAt: z.iso.datetime().check(about('The end of the week: Sunday 24:00 in Seoul.')),
  members: z
    .array(leagueMemberSchema)
    .check(
      about(
        'The caller’s group, the most points first. It is empty for a caller without a group; `changeLeague` with `isIn` gives one.',
      ),
    ),
  last: z
    .nullable(lastWeekSchema)
    .check(about('The last week that was closed with the caller in it; null before that.')),
});

export const changedLeagueSchema = z.strictObject({
  isIn: z.boolean().check(about('True joins the league, false leaves it at once.')),
  showsName: z.optional(
    z
      .boolean()
      .check(
        about(
          'Whether the others see my own name as it is now; moderation checks it first. If left out, it stays as it was.',
        ),
      ),
  ),
});

/** The league data of a learner as the export has it. */
export const keptLeagueSchema = z.object({
  isIn: z.boolean().check(about('Whether the learner takes part.')),
  shownName: z
    .nullable(z.string())
    .check(about('The learner’s own name if the others see it; null otherwise.')),
  seat: z
    .nullable(
      z.object({
        week: monday.check(about('The Monday of that week.')),
        name: z.string().check(about('The name that the group sees.')),
        points: count.check(about('The points that the group sees.')),
      }),
    )
    .check(about('The seat in the latest group; null where there is none.')),
  last: z.nullable(lastWeekSchema).check(about('The last result; null before the first one.')),
});

export type LeagueBody = z.infer<typeof leagueSchema>;
export type ChangedLeague = z.infer<typeof changedLeagueSchema>;
export type KeptLeagueBody = z.infer<typeof keptLeagueSchema>;
