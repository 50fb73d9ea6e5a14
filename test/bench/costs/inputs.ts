import { pricesOf } from '../../../shared/contracts/endpoints.ts';
import type { DocumentInputs } from './document-months.ts';
import { journeyLogs, scheduledRunLogBytes } from './journey-logs.ts';
import { countStage } from './stage-inventory.ts';

/** What the document is made of: of prod, as it would be deployed, and of the code as it stands. */
export async function readInputs(): Promise<DocumentInputs> {
  const { settings, inventory, accessLogFormat, foldTimeoutSeconds } = countStage('prod');
  const [speech] = settings.speech;
  const [chat] = settings.chat;
  if (!speech || !chat) throw new TypeError('a step has no endpoint');
  return {
    region: settings.region,
    dailyLecturesGlobal: settings.dailyAllowance.lecturesGlobal,
    workerMaximumConcurrency: settings.workerMaximumConcurrency,
    foldTimeoutSeconds,
    canary: settings.canary,
    inventory,
    logs: await journeyLogs(accessLogFormat),
    speech: { model: speech.model, dollarsPerMinute: pricesOf(speech).speechPerMinute },
    chat: {
      model: chat.model,
      perMillionInputTokens: pricesOf(chat).chatPerMillionInputTokens,
      perMillionOutputTokens: pricesOf(chat).chatPerMillionOutputTokens,
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
