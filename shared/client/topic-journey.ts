import type { NewTopic } from '../contracts/own-topics.ts';
import type { OwnTopic } from './answers.ts';
import type { ApiCalls, TopicAnswer } from './calls.ts';
import type { Clock } from './clock.ts';
import { patiently, watched } from './patience.ts';

export interface TopicJourneyPorts {
  readonly api: ApiCalls;
  readonly clock: Clock;
}

export interface Watching {
  /** Is given every answer's topic, the first one included. */
  readonly seen: (topic: OwnTopic) => void;
  readonly signal: AbortSignal;
  /** Takes the place of what the API asks for. */
  readonly pollSeconds?: number | undefined;
  /** @default for as long as it takes */
  readonly waitSeconds?: number | undefined;
}

/** What becomes of a topic of one's own, from its title to its card. */
export const topicJourney = ({ api, clock }: TopicJourneyPorts) => ({
  /**
   * Has it prepared; as often as it is asked with the same key, it is the same topic.
   * @throws ClientTrouble, or the signal's reason
   */
  make: (topic: NewTopic, key: string, signal: AbortSignal): Promise<TopicAnswer> =>
    patiently(clock, () => api.createTopic(topic, key), signal),

  /**
   * Looks again and again until it is READY or FAILED.
   * @throws ClientTrouble `waited-too-long` or of the last look, or the signal's reason
   */
  watch: (
    { topic: value, retryAfterSeconds }: TopicAnswer,
    watching: Watching,
  ): Promise<OwnTopic> =>
    watched(
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
