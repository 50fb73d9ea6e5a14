import { markdownRow } from '../generated-files.ts';
import {
  type Architecture,
  everyPeriod,
  type FunctionDuty,
  type Grant,
  type Trigger,
} from './architecture.ts';

/** The table of who may do what, as Markdown: a row for each function, with its exact actions. */
export function dutiesTable({ functions, everyFunctionMay }: Architecture): string {
  const rows = functions.map((fn) => [
    `\`${fn.name}\``,
    fn.calledBy.map(triggerText).join('<br>'),
    `${fn.memoryMegabytes} MB`,
    `${fn.timeoutSeconds} s`,
    dutyText(fn),
  ]);
  return [
    markdownRow(['Function', 'Called by', 'Memory', 'Timeout', 'May']),
    markdownRow(['---', '---', '---:', '---:', '---']),
    ...rows.map(markdownRow),
    '',
    `Not listed above, since every function may: ${everyFunctionMay.map(grantText).join('; ')}.`,
  ].join('\n');
}

function triggerText(trigger: Trigger): string {
  switch (trigger.kind) {
    case 'route': {
      const { throttle } = trigger;
      const limit =
        throttle === undefined
          ? ''
          : `, ${throttle.ratePerSecond} a second with bursts of ${throttle.burst}`;
      return `\`${trigger.routeKey}\`${limit}`;
    }
    case 'queue':
      return `${trigger.queue}; messages a call: ${trigger.batchSize}, calls at once: ${trigger.maximumConcurrency}`;
    case 'schedule':
      return everyPeriod(trigger.periodSeconds);
    case 'deployment':
      return 'a deployment';
  }
}

function dutyText({ grants, endpoints }: FunctionDuty): string {
  const texts = [
    ...grants.map(grantText),
    ...endpoints.map(({ purpose, host }) => `${purpose}: calls ${host}`),
  ];
  return texts.length === 0 ? 'nothing more' : texts.join('<br>');
}

function grantText({ on, part, actions }: Grant): string {
  const where = part === undefined ? on : `${on} (\`${part}\`)`;
  return `${where}: ${actions.join(', ')}`;
}
