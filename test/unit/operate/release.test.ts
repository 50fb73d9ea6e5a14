import { describe, expect, it } from 'vitest';
import { CommandTrouble } from '../../../infra/command-line/command-trouble.ts';
import { entryOf } from '../../../infra/operate/release/live-functions.ts';
import { type Move, type ReleasePorts, release } from '../../../infra/operate/release/release.ts';
import { releaseAlarms } from '../../../infra/stack/release-alarms.ts';
import { synthesizeStack } from '../../support/synthesized-stack.ts';

const held = { lectureId: 7, seconds: 9.5 };
const moved: readonly Move[] = [
  { functionName: 'submit', from: '3', to: '4' },
  { functionName: 'worker', from: '8', to: '9' },
];

/** A stage whose functions serve versions, and whose alarms ring according to the time. */
function stageWith(parts: Partial<ReleasePorts> & { readonly moves?: readonly Move[] } = {}) {
  const { moves = moved, ...ports } = parts;
  const serving = new Map(moves.map(({ functionName, from }) => [functionName, from]));
  const said: string[] = [];
  let waitedSeconds = 0;
  const stage: ReleasePorts = {
    publish: async () => moves,
    serve: async (functionName, version) => void serving.set(functionName, version),
    sendCanary: async () => held,
    ringing: async () => new Set(),
    wait: async (milliseconds) => {
      waitedSeconds += milliseconds / 1000;
    },
    say: (line) => said.push(line),
    ...ports,
  };
  const versions = () => Object.fromEntries(serving);
  return { stage, serving: versions, said, waitedSeconds: () => waitedSeconds };
}

const before = { submit: '3', worker: '8' };
const after = { submit: '4', worker: '9' };

describe('a release', () => {
  it('moves every function before a lecture is taught', async () => {
    const seen: unknown[] = [];
    const { stage, serving } = stageWith({
      sendCanary: async () => {
        seen.push(serving());
        return held;
      },
    });
    await release(stage, { watchSeconds: 0 });
    expect(seen).toEqual([after]);
    expect(serving()).toEqual(after);
  });

  it('is taken back if its lecture gets no feedback', async () => {
    const { stage, serving, said } = stageWith({
      sendCanary: async () => ({ trouble: 'result: lecture 7 ended as INTERNAL_ERROR' }),
    });
    await expect(release(stage, { watchSeconds: 0 })).rejects.toThrow(
      'No feedback: result: lecture 7 ended as INTERNAL_ERROR.',
    );
    expect(serving()).toEqual(before);
    expect(said.at(-1)).toMatch(/^The release was taken back/);
  });

  it('is taken back if one of its functions cannot be moved', async () => {
    const { stage, serving } = stageWith();
    const { serve } = stage;
    const refusing = {
      ...stage,
      serve: async (functionName: string, version: string) => {
        if (functionName === 'worker' && version === '9') throw new CommandTrouble('Access denied');
        return serve(functionName, version);
      },
    };
    await expect(release(refusing, { watchSeconds: 0 })).rejects.toThrow('Access denied');
    expect(serving()).toEqual(before);
  });

  it('is taken back by an alarm that begins to ring, and by none that rang before', async () => {
    const looks = [['dead-letters'], ['dead-letters'], ['dead-letters', 'worker-errors']];
    const { stage, serving, waitedSeconds } = stageWith({
      ringing: async () => new Set(looks.shift()),
    });
    await expect(release(stage, { watchSeconds: 360 })).rejects.toThrow('worker-errors rings.');
    expect(waitedSeconds()).toBe(30);
    expect(serving()).toEqual(before);
  });

  it('stays once its alarms have been quiet for as long as they are watched', async () => {
    const { stage, serving, waitedSeconds } = stageWith();
    await release(stage, { watchSeconds: 360 });
    expect(waitedSeconds()).toBe(360);
    expect(serving()).toEqual(after);
  });

  it('is taken back if the operator stops it', async () => {
    const { stage, serving } = stageWith({
      wait: async () => {
        throw new CommandTrouble('Interrupted.', 130);
      },
    });
    await expect(release(stage, { watchSeconds: 360 })).rejects.toMatchObject({ exitCode: 130 });
    expect(serving()).toEqual(before);
  });

  it('names the command that helps if it cannot be taken back', async () => {
    const { stage, said } = stageWith({
      serve: async (_, version) => {
        if (version === '8') throw new Error('throttled');
      },
      sendCanary: async () => ({ trouble: 'nothing' }),
    });
    await expect(release(stage, { watchSeconds: 0 })).rejects.toThrow('No feedback');
    expect(said.at(-1)).toContain(
      'aws lambda update-alias --function-name worker --name live --function-version 8',
    );
    expect(said.at(-1)).not.toContain('--function-name submit');
  });

  it('has nothing to go back to if it is the first', async () => {
    const moves = [{ functionName: 'submit', from: '$LATEST', to: '1' }];
    const { stage, said, serving } = stageWith({
      moves,
      sendCanary: async () => ({ trouble: 'nothing' }),
    });
    await expect(release(stage, { watchSeconds: 0 })).rejects.toThrow('No feedback');
    expect(serving()).toEqual({ submit: '1' });
    expect(said.at(-1)).toContain('first release');
  });

  it('teaches its lecture even if no function of the journey has changed', async () => {
    const { stage, said } = stageWith({
      moves: [],
      sendCanary: async () => ({ trouble: 'a role lost a grant' }),
    });
    await expect(release(stage, { watchSeconds: 360 })).rejects.toThrow('a role lost a grant');
    expect(said.at(-1)).toContain('nothing of it was moved back');
  });

  it('says why no lecture was taught if none can be', async () => {
    const { stage, said, serving } = stageWith({
      sendCanary: async () => {
        throw new Error('nobody asked');
      },
    });
    await release(stage, { watchSeconds: 0, untriedBecause: 'there is no OpenAI key yet' });
    expect(serving()).toEqual(after);
    expect(said).toContain('No lecture was held: there is no OpenAI key yet.');
  });
});

describe('the alarms that speak against a release', () => {
  const { ofType } = synthesizeStack();
  const names = ['AWS::CloudWatch::Alarm', 'AWS::CloudWatch::CompositeAlarm'].flatMap((type) =>
    Object.keys(ofType(type)).map((id) => `LearningMate-dev-${id}-1ABCDEF2GHIJ`),
  );

  it.each(releaseAlarms)('are found by the name that CloudFormation gives them: %s', (entry) => {
    expect(names.filter((name) => entryOf(name) === entry).length).toBeGreaterThan(0);
  });

  it('include none that money, floods or reports set off', () => {
    const others = names.filter((name) => entryOf(name) === undefined);
    for (const part of ['DailyCost', 'RequestFlood', 'TopicReported', 'ModelEndsSoon']) {
      expect(others.join()).toContain(part);
    }
  });
});
