import { usefulChat } from '../../../shared/assessment/ask-until-useful.ts';
import { assessTranscript } from '../../../shared/assessment/assess-transcript.ts';
import type { AssessmentProgress } from '../../../shared/assessment/assessment-progress.ts';
import type { ChatModel } from '../../../shared/assessment/chat-model.ts';
import { topicOf, transcriptOf } from '../../support/lecture-factory.ts';

export const topic = topicOf();
export const statements = topic.keyPoints.map(({ statement }) => statement);

export function assessing(chat: { port: ChatModel }, bought?: AssessmentProgress) {
  const kept: AssessmentProgress[] = [];
  const ports = {
    chat: usefulChat(chat.port),
    bought,
    keep: async (progress: AssessmentProgress) => {
      kept.push(structuredClone(progress));
      return true;
    },
    limits: () => ({ budgetMilliseconds: 1_000 }),
  };
  return { kept, ports, run: () => assessTranscript(ports, topic, transcriptOf()) };
}
