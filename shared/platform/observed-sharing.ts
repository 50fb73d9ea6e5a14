import { endpointPlaces } from '../contracts/metrics.ts';
import type { Moderator } from '../own-topics/moderation.ts';
import type { TopicReports } from '../own-topics/sharing-ports.ts';
import { ProviderError } from '../speech/provider-error.ts';
import { log } from './log.ts';
import { countBy } from './metrics.ts';

/**
 * A moderator whose verdicts and errors are counted.
 * @param place the place among the endpoints, from 0
 */
export function observedModerator(moderator: Moderator, place = 0): Moderator {
  return {
    async firstFlagged(texts, limits) {
      try {
        const flagged = await moderator.firstFlagged(texts, limits);
        countBy('ProviderAnswers', { Step: 'moderation', Place: endpointPlaces[place] ?? 'third' });
        countBy('TopicsModerated', { Verdict: flagged === undefined ? 'FINE' : 'FLAGGED' });
        return flagged;
      } catch (error) {
        if (error instanceof ProviderError) {
          const { step, kind, detail } = error;
          log('warn', 'provider error', { step, kind, detail });
          countBy('ProviderErrors', { Step: step, Kind: kind });
        }
        throw error;
      }
    },
  };
}

/** A store of reports that counts the first report of each learner on a code. */
export function observedReports(reports: Pick<TopicReports, 'keep'>): Pick<TopicReports, 'keep'> {
  return {
    async keep(userId, report) {
      const isFirst = await reports.keep(userId, report);
      if (isFirst) countBy('TopicsReported', { Reason: report.reason });
      return isFirst;
    },
  };
}
