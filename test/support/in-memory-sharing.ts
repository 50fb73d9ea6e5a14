import type { ShownNames } from '../../shared/league/ports.ts';
import type { LectureKey } from '../../shared/lectures/lecture.ts';
import type { SharedTopic } from '../../shared/own-topics/shared-topic.ts';
import type {
  SharedTopicStore,
  TopicReport,
  TopicReports,
} from '../../shared/own-topics/sharing-ports.ts';
import type { CountedUse, DailyCounts } from '../../shared/quota/daily-counts.ts';
import type { InMemoryOwnTopics } from './in-memory-own-topics.ts';

export interface InMemorySharing {
  readonly shared: SharedTopicStore;
  readonly reports: TopicReports;
  readonly names: Pick<ShownNames, 'find'>;
  readonly counts: DailyCounts;
  /** By code. */
  readonly copies: ReadonlyMap<string, readonly LectureKey[]>;
  readonly reported: readonly TopicReport[];
  /** In the league, by code. */
  readonly shownNames: Map<string, { readonly userId: number; readonly text: string }>;
}

const nameOf = ({ userId, lectureId }: LectureKey) => `${userId}/${lectureId}`;

/** What is shared and reported, under the conditions of the DynamoDB adapters. */
export function inMemorySharing(topics: InMemoryOwnTopics): InMemorySharing {
  const byCode = new Map<string, SharedTopic>();
  const codes = new Map<string, string>();
  const copies = new Map<string, LectureKey[]>();
  const reported: TopicReport[] = [];
  const shownNames: InMemorySharing['shownNames'] = new Map();
  const byReporter = new Map<string, TopicReport>();
  const uses = new Map<string, number>();
  const useName = (userId: number, use: CountedUse, day: number) => `${userId}/${use}/${day}`;
  return {
    copies,
    reported,
    shared: {
      find: async (code) => byCode.get(code),
      async share(topic) {
        const code = codes.get(nameOf(topic.owner)) ?? topic.code;
        const share = { code, validUntil: topic.validUntil };
        const there = await topics.find(topic.owner, 'consistent');
        if (there?.takenDownAt !== undefined) return undefined;
        if (!topics.change(topic.owner, { share })) return undefined;
        codes.set(nameOf(topic.owner), code);
        byCode.set(code, structuredClone({ ...topic, code }));
        return share;
      },
      async stop(owner) {
        const code = codes.get(nameOf(owner));
        if (code !== undefined) byCode.delete(code);
        codes.delete(nameOf(owner));
        // The code of a topic that was taken down stays: operators find copies of copies by it.
        const there = await topics.find(owner, 'consistent');
        if (there?.takenDownAt === undefined) topics.change(owner, { share: undefined });
      },
      async noteCopy(copy, code) {
        copies.set(code, [...(copies.get(code) ?? []), copy]);
        return true;
      },
    },
    reports: {
      async keep(userId, report) {
        const name = `${userId}/${report.code}`;
        if (byReporter.has(name)) return false;
        byReporter.set(name, report);
        reported.push(report);
        return true;
      },
      listOf: async (userId) =>
        [...byReporter]
          .filter(([name]) => name.startsWith(`${userId}/`))
          .map(([, report]) => report)
          .toSorted((one, other) => other.id - one.id),
    },
    names: { find: async (code) => shownNames.get(code) },
    shownNames,
    counts: {
      async count(userId, use, day, most) {
        const name = useName(userId, use, day);
        const before = uses.get(name) ?? 0;
        if (before >= most) return false;
        uses.set(name, before + 1);
        return true;
      },
      countOf: async (userId, use, day) => uses.get(useName(userId, use, day)) ?? 0,
    },
  };
}
