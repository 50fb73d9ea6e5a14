import type { ChatModel } from '../../shared/assessment/chat-model.ts';
import { keyPointId } from '../../shared/assessment/find-passages.ts';
import type { LabelledPassage } from './labelled-passages.ts';

/**
 * A model that answers as the human did: the labelled passages in the first step, their labels in
 * the second. What is still off then is the code's.
 */
export function perfectModel(points: readonly LabelledPassage[]): ChatModel {
  const given = { model: 'perfect', provider: 'test', isWhole: true };
  return {
    async ask({ step, system }) {
      if (step === 'find') {
        const keyPoints = Object.fromEntries(
          points.map(({ passage }, index) => [keyPointId(index), passage ? [passage] : []]),
        );
        return { ...given, answer: { keyPoints } };
      }
      const asked = points.find(({ statement }) => system.includes(JSON.stringify(statement)));
      return { ...given, answer: { reason: 'as the human said', label: asked?.label } };
    },
  };
}
