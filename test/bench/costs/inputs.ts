import type { DocumentInputs } from './document-months.ts';
import { journeyLogs, scheduledRunLogBytes } from './journey-logs.ts';
import { countStage } from './stage-inventory.ts';

/** What the document is made of: of prod, as it would be deployed, and of the code as it stands. */
export async function readInputs(): Promise<DocumentInputs> {
  const { settings, inventory, accessLogFormat, foldTimeoutSeconds } = countStage('prod');
  return {
    region: settings.region,
    dailyLecturesGlobal: settings.dailyAllowance.lecturesGlobal,
    workerMaximumConcurrency: settings.workerMaximumConcurrency,
    foldTimeoutSeconds,
    inventory,
    logs: await journeyLogs(accessLogFormat),
    speech: {
      model: settings.speech.model,
      dollarsPerMinute: settings.prices.speechPerMinute,
    },
    chat: {
      model: settings.chat.model,
      perMillionInputTokens: settings.prices.chatPerMillionInputTokens,
      perMillionOutputTokens: settings.prices.chatPerMillionOutputTokens,
    },
    stage: {
      workerMemoryMegabytes: settings.workerMemoryMegabytes,
      apiMemoryMegabytes: settings.apiMemoryMegabytes,
      recordingRetentionDays: settings.recordingRetentionDays,
      logRetentionDays: settings.logRetention,
      hasBackups: settings.protectData,
      scheduledRunLogBytes: await scheduledRunLogBytes(),
    },
  };
}
