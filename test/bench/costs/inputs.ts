import { pricesOf } from '../../../shared/contracts/endpoints.ts';
import type { ScaleInputs } from '../scale/document.ts';
import { journeyLogs, scheduledRunLogBytes } from './journey-logs.ts';
import { countStage } from './stage-inventory.ts';

/** What the documents are made from: prod as it would be deployed, and the code as it is. */
export async function readInputs(): Promise<ScaleInputs> {
  const { settings, inventory, accessLogFormat, foldTimeoutSeconds } = countStage('prod');
  const [speech] = settings.speech;
  const [chat] = settings.chat;
  if (!speech || !chat) throw new TypeError('a step has no endpoint');
  return {
    region: settings.region,
    dailyLecturesGlobal: settings.dailyAllowance.lecturesGlobal,
    workerMaximumConcurrency: settings.workerMaximumConcurrency,
    reminderMaximumConcurrency: settings.reminderMaximumConcurrency,
    foldTimeoutSeconds,
    canary: settings.canary,
    limited: settings,
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
