import type { CostInputs } from '../bench/costs/figures.ts';

/** What the costs of a stage are computed from, in round numbers. */
export const costInputs: CostInputs = {
  stage: {
    workerMemoryMegabytes: 192,
    apiMemoryMegabytes: 512,
    recordingRetentionDays: 14,
    logRetentionDays: 90,
    hasBackups: true,
    scheduledRunLogBytes: 1_000,
  },
  inventory: { secrets: 3, alarmMetrics: 20, compositeAlarms: 1, dashboards: 1 },
  logs: { bytes: 20_000, metricLines: 7, ownLines: 27 },
  speech: { model: 'gpt-transcribe', dollarsPerMinute: 0.0045 },
  chat: { model: 'gpt-6-luna', perMillionInputTokens: 0.1, perMillionOutputTokens: 0.5 },
};
