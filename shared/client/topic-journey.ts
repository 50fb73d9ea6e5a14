import type { NewTopic } from '../contracts/own-topics.ts';
import type { OwnTopic } from './answers.ts';
import type { ApiCalls, TopicAnswer } from './calls.ts';
import type { Clock } from './clock.ts';
import { polled, type Watching, withRetries } from './polling.ts';

export interface TopicJourneyPorts {
  readonly api: ApiCalls;
  readonly clock: Clock;
}

/** Carries a learner's own topic from its title to its card. */
export const topicJourney = ({ api, clock }: TopicJourneyPorts) => ({
  /**
   * Has a topic prepared. All requests with the same key make the same topic.
   * @throws ClientTrouble, or the signal's reason
   */
  make: (topic: NewTopic, key: string, signal: AbortSignal): Promise<TopicAnswer> =>
    withRetries(clock, () => api.createTopic(topic, key), signal),

  /**
   * Polls until the topic is READY or FAILED.
   * @throws ClientTrouble `waited-too-long` or of the last look, or the signal's reason
   */
  watch: (
    { topic: value, retryAfterSeconds }: TopicAnswer,
    watching: Watching<OwnTopic>,
  ): Promise<OwnTopic> =>
    polled(
      clock,
      { value, retryAfterSeconds },
      {
        ...watching,
        look: async () => {
          const { topic, retryAfterSeconds: asked } = await api.ownTopic(value.id);
          return { value: topic, retryAfterSeconds: asked };
        },
        goesOn: ({ status }) => status === 'PREPARING',
      },
    ),
});

export type TopicJourney = ReturnType<typeof topicJourney>;
