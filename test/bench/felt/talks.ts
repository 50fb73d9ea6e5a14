import type { ChatModel } from '../../../shared/assessment/chat-model.ts';
import { keyPointId } from '../../../shared/assessment/find-passages.ts';
import { parseCatalog } from '../../../shared/catalog/catalog.ts';
import { catalogData } from '../../../shared/catalog/catalog-data.ts';
import type { Topic } from '../../../shared/catalog/topic.ts';
import type { KeyPointLabel } from '../../../shared/contracts/lecture.ts';
import { topicOf } from '../../support/lecture-factory.ts';
import { scriptedChat } from '../../support/scripted-providers.ts';

export interface Talk {
  readonly seconds: number;
  readonly text: string;
  readonly recording: Uint8Array;
  readonly chat: ChatModel;
}

/** Korean as it is spoken: about seven characters a second, spaces included. */
const charactersPerSecond = 6.7;
/** Our own web app records 24 kbit/s. */
const bytesPerSecond = 3_000;

/** Sentences of the catalog, one after the other: prose of any length. */
const prose = parseCatalog(catalogData)
  .majors.flatMap(({ subjects }) => subjects.flatMap(({ topics }) => topics))
  .flatMap(({ keyPoints }) => keyPoints.map(({ statement }) => statement));

/** Six key points, as most topics have at most. */
export const taughtTopic: Topic = topicOf({
  keyPoints: prose.slice(0, 6).map((statement, index) => ({ statement, weight: 6 - index })),
});

/** What a talk of so many seconds says of the six: the shorter, the less. */
const labelsByLength: readonly { readonly seconds: number; readonly labels: KeyPointLabel[] }[] = [
  { seconds: 30, labels: ['covered', 'partial', 'missing', 'missing', 'missing', 'missing'] },
  { seconds: 120, labels: ['covered', 'covered', 'partial', 'wrong', 'missing', 'missing'] },
  { seconds: 300, labels: ['covered', 'covered', 'covered', 'partial', 'wrong', 'partial'] },
];

export const talkSeconds = labelsByLength.map(({ seconds }) => seconds);

/** @param taker makes the bytes this learner's own */
export function talkOf(seconds: number, taker: number): Talk {
  const length = Math.round(seconds * charactersPerSecond);
  const text = prose.join(' ').slice(0, length);
  const labels = labelsByLength.find((one) => one.seconds === seconds)?.labels ?? [];
  const said = Math.floor(length / labels.length);
  const keyPoints = labels.map((label, index) => {
    const quote = label === 'missing' ? '' : text.slice(index * said, index * said + 40).trim();
    return [keyPointId(index), { quote, reason: text.slice(0, 60), label }];
  });
  const answer = {
    keyPoints: Object.fromEntries(keyPoints),
    misconceptions: [],
    strengths: [text.slice(0, 40), text.slice(40, 80)],
    nextSteps: [text.slice(80, 120), text.slice(120, 160)],
  };
  return { seconds, text, recording: soundOf(seconds, taker), chat: scriptedChat(answer).port };
}

/** A WAV of mono samples of a byte each. */
function soundOf(seconds: number, taker: number): Uint8Array {
  const data = Buffer.alloc(seconds * bytesPerSecond, 0x7f);
  data.writeUInt32LE(taker, 0);
  const header = Buffer.alloc(44);
  header.write('RIFF', 0);
  header.writeUInt32LE(36 + data.byteLength, 4);
  header.write('WAVEfmt ', 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(bytesPerSecond, 24);
  header.writeUInt32LE(bytesPerSecond, 28);
  header.writeUInt16LE(1, 32);
  header.writeUInt16LE(8, 34);
  header.write('data', 36);
  header.writeUInt32LE(data.byteLength, 40);
  return Buffer.concat([header, data]);
}
