import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { clocks } from '../../shared/contracts/clocks.ts';
import type { FunctionName } from '../../shared/contracts/environment.ts';
import { environments, functionNames as names } from '../../shared/contracts/functions.ts';
import { render } from '../support/rendered-value.ts';
import { type FunctionResources, synthesizeStack } from '../support/synthesized-stack.ts';

const { functions, ofType, resources } = synthesizeStack();

const propertiesSchema = z.looseObject({
  Architectures: z.array(z.string()),
  Runtime: z.string(),
  Handler: z.string(),
  Timeout: z.int(),
  MemorySize: z.int(),
  LoggingConfig: z.looseObject({ LogGroup: z.unknown() }),
  Environment: z.object({ Variables: z.record(z.string(), z.unknown()) }).optional(),
});

/** Enough CPU for a cold start that is not felt; longer than any answer should take. */
const behindTheGateway = { megabytes: 512, seconds: 10 };

/** Each value is deliberate: somebody who changes one changes it here. */
const behindNoRoute = {
  'reject-request': behindTheGateway,
  // It waits for the models, and streams what it waits with.
  'process-lecture': { megabytes: 216, seconds: 240 },
  'sweep-lectures': { megabytes: 512, seconds: 60 },
  'send-reminders': { megabytes: 512, seconds: 30 },
  'fold-standings': { megabytes: 512, seconds: 600 },
  'close-leagues': { megabytes: 512, seconds: 300 },
  'look-at-models': { megabytes: 512, seconds: 30 },
  'load-catalog': { megabytes: 512, seconds: 60 },
  'delete-unclaimed': { megabytes: 512, seconds: 30 },
  'keep-web-files': { megabytes: 512, seconds: 60 },
  'credit-reward': { megabytes: 512, seconds: 30 },
  // It waits as a learner would, and then deletes its user.
  'send-canary': { megabytes: 192, seconds: 130 },
};
const limits: Partial<Record<FunctionName, typeof behindTheGateway>> = behindNoRoute;

const propertiesOf = (name: FunctionName) => propertiesSchema.parse(the(name).resource.Properties);

function the(name: FunctionName): FunctionResources {
  const found = functions.get(name);
  if (!found) throw new Error(`no function ${name}`);
  return found;
}

describe('the functions', () => {
  it('are those of the contracts, and no other', () => {
    expect([...functions.keys()].sort()).toEqual([...names].sort());
    expect(Object.keys(ofType('AWS::Lambda::Function')).sort()).toEqual(
      [...functions.values()].map(({ logicalId }) => logicalId).sort(),
    );
  });

  it.each(names)('%s runs on Node 24 on arm64, untraced', (name) => {
    expect(propertiesOf(name)).toMatchObject({
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
      Handler: 'index.handler',
    });
    expect(propertiesOf(name)).not.toHaveProperty('TracingConfig');
    expect(propertiesOf(name)).not.toHaveProperty('ReservedConcurrentExecutions');
  });

  it.each(names)('%s finds exactly the variables of its schema', (name) => {
    const variables = propertiesOf(name).Environment?.Variables ?? {};
    expect(Object.keys(variables).sort()).toEqual(Object.keys(environments[name].shape).sort());
  });

  it.each(names)('%s logs to a group of its own', (name) => {
    const logGroup = render(propertiesOf(name).LoggingConfig.LogGroup);
    expect(resources[logGroup]?.Type).toBe('AWS::Logs::LogGroup');
    const users = names.filter((other) => {
      return render(propertiesOf(other).LoggingConfig.LogGroup) === logGroup;
    });
    expect(users).toEqual([name]);
  });

  it.each(names)('%s has the memory and the time that are intended', (name) => {
    const { MemorySize, Timeout } = propertiesOf(name);
    expect({ megabytes: MemorySize, seconds: Timeout }).toEqual(limits[name] ?? behindTheGateway);
  });

  it('have the time that their work takes', () => {
    expect(behindNoRoute['process-lecture'].seconds).toBe(clocks.workerTimeoutSeconds);
    expect(behindNoRoute['sweep-lectures'].seconds).toBeLessThanOrEqual(clocks.sweepPeriodSeconds);
    expect(behindNoRoute['fold-standings'].seconds).toBeLessThanOrEqual(
      clocks.rankingPeriodSeconds,
    );
    // The gateway gives up after 30 s.
    expect(behindTheGateway.seconds).toBeLessThan(30);
  });

  it('give the worker the models and the endpoints of its stage', () => {
    expect(propertiesOf('process-lecture').Environment?.Variables).toMatchObject({
      SPEECH_ENDPOINTS: '[{"baseUrl":"https://api.openai.com/v1","model":"gpt-transcribe"}]',
      CHAT_ENDPOINTS: '[{"baseUrl":"https://api.openai.com/v1","model":"gpt-6-luna"}]',
    });
  });
});

describe('the logs', () => {
  it('all expire some day', () => {
    const logGroups = Object.entries(ofType('AWS::Logs::LogGroup'));
    expect(logGroups).toHaveLength(names.length + 1);
    for (const [id, { Properties }] of logGroups) {
      // Not the construct library's own two years.
      expect(Properties['RetentionInDays'], id).toBe(7);
    }
  });
});
