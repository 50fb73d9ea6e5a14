import { expect, it } from 'vitest';
import { offerOf } from '../../../../infra/operate/adoption/found-kept.ts';

const nothing = { table: [], bucket: [], tokenKeys: [], push: [], openAi: [], sentry: [] };

it('nothing is offered if nothing was left', () => {
  expect(offerOf(nothing, 'prod')).toBeUndefined();
});

it('what was left is shown, with the command that adopts it', () => {
  const found = {
    ...nothing,
    table: ['LearningMate-prod-Table1-A', 'LearningMate-prod-restored'],
    bucket: ['learningmate-prod-bucket-b'],
    tokenKeys: ['SecretsTokenKeys-c'],
  };
  expect(offerOf(found, 'prod')).toEqual([
    'An earlier stack of this stage has left behind:',
    '  table      LearningMate-prod-Table1-A',
    '  table      LearningMate-prod-restored',
    '  bucket     learningmate-prod-bucket-b',
    '  tokenKeys  SecretsTokenKeys-c',
    'To go on with them:',
    '  npm run deploy -- --stage prod --adopt table=ONE-OF-2 --adopt bucket=learningmate-prod-bucket-b --adopt tokenKeys=SecretsTokenKeys-c --adopt push=new --adopt openAi=new --adopt sentry=new',
    'To begin with an empty table and other token keys, which lets no learner of before in:',
    '  npm run deploy -- --stage prod --adopt nothing',
  ]);
});
