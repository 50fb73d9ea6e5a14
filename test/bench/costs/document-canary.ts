import { canaryRecording } from '../../../functions/send-canary/recording.ts';
import { assumed } from './assumptions.ts';
import { dollarsOfAll, times } from './charges.ts';
import type { DocumentInputs } from './document-months.ts';
import { runsPerMonth } from './fixed-usage.ts';
import { lectureUsage } from './lecture-usage.ts';
import { dollars, number, table } from './table-text.ts';

const canaryMegabytes = 192;

/** What the canary costs in a month, by how often it is sent. */
export function canary(inputs: DocumentInputs): string {
  const { periodMinutes } = inputs.canary;
  const columns = [5, 10, 30, 60].map((minutes) => monthOf(minutes, inputs));
  return `## The canary

The canary is a lecture of ${canaryRecording.seconds} s that takes the same way as a learner's. In prod it is sent every ${periodMinutes} minutes, and in
dev only by hand (\`canary\`, infra/stack/settings.ts). To AWS it is a lecture like any other, with hardly any
recording; the function that sends it waits for some ${assumed.canary.seconds} s with ${canaryMegabytes} MB. It uses ${number(runsPerDay(periodMinutes))} of the day's
${number(inputs.dailyLecturesGlobal)} lectures (\`dailyAllowance.lecturesGlobal\`).

${table(
  ['every', ...columns.map(({ minutes }) => `${minutes} minutes`)],
  [
    ['lectures a month', ...columns.map(({ runs }) => number(runs))],
    ['AWS', ...columns.map(({ aws }) => dollars(aws))],
    ['providers', ...columns.map(({ providers }) => dollars(providers))],
    ['**a month**', ...columns.map(({ aws, providers }) => `**${dollars(aws + providers)}**`)],
  ],
)}`;
}

const runsPerDay = (minutes: number) => (24 * 60) / minutes;

function monthOf(minutes: number, { stage, logs, speech, chat }: DocumentInputs) {
  const runs = runsPerMonth(minutes * 60);
  const { inputTokens, outputTokens, seconds } = assumed.canary;
  const gbSeconds = seconds * (canaryMegabytes / 1_024);
  const aws = dollarsOfAll(
    times(runs, [
      ...lectureUsage(stage, logs),
      { what: 'canary: schedule', meter: 'scheduledRuns', quantity: 1 },
      { what: 'canary: run', meter: 'lambdaRequests', quantity: 1 },
      { what: 'canary: waiting', meter: 'lambdaGbSeconds', quantity: gbSeconds },
    ]),
  );
  const spoken = (canaryRecording.seconds / 60) * speech.dollarsPerMinute;
  const judged =
    (inputTokens * chat.perMillionInputTokens + outputTokens * chat.perMillionOutputTokens) /
    1_000_000;
  return { minutes, runs, aws, providers: runs * (spoken + judged) };
}
