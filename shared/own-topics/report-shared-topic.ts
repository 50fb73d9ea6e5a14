import { seoulDay } from '../calendar/seoul-day.ts';
import {
  type ReportBody,
  type ReportReason,
  sharedTopicLimits,
  shownCode,
} from '../contracts/shared-topics.ts';
import { DomainError } from '../domain-error.ts';
import { newId } from '../identifiers/json-safe-id.ts';
import type { ShownNames } from '../league/ports.ts';
import { type FindSharedTopicPorts, findByCode } from './find-shared-topic.ts';
import type { TopicReport, TopicReports } from './sharing-ports.ts';

export interface ReportSharedTopicPorts extends FindSharedTopicPorts {
  readonly reports: Pick<TopicReports, 'keep'>;
  readonly names: Pick<ShownNames, 'find'>;
  /** Uniform in [0, 1). */
  readonly random: () => number;
}

export interface NewReport {
  readonly userId: number;
  readonly code: string;
  readonly reason: ReportReason;
}

/**
 * Reports a shared topic, or a name shown in the league, to the operators. Only a learner's first
 * report of a code counts.
 *
 * @throws DomainError SHARED_TOPIC_NOT_FOUND, TOO_MANY_CODES, TOO_MANY_REPORTS
 */
export async function reportSharedTopic(
  ports: ReportSharedTopicPorts,
  { userId, code, reason }: NewReport,
): Promise<void> {
  const now = ports.clock();
  await findByCode(ports, userId, async () => {
    const topic = await ports.shared.find(code);
    return topic && topic.validUntil > now ? topic : ports.names.find(code);
  });
  const { reports } = sharedTopicLimits;
  if (!(await ports.counts.count(userId, 'reports', seoulDay(now), reports))) {
    throw new DomainError(
      'TOO_MANY_REPORTS',
      `A learner can make ${reports} reports a day. Try again tomorrow.`,
    );
  }
  const id = newId(now, ports.random());
  await ports.reports.keep(userId, { id, code, reason, createdAt: now });
}

export function reportBody({ code, reason, createdAt }: TopicReport): ReportBody {
  return { code: shownCode(code), reason, createdAt: new Date(createdAt).toISOString() };
}
