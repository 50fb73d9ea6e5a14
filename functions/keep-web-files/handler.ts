import type { CloudFormationCustomResourceEvent } from 'aws-lambda';
import { keepWebFiles } from '../../shared/adapters/dynamo-web-files.ts';
import { tableEnvironment } from '../../shared/contracts/environment.ts';
import { isImmutableName } from '../../shared/contracts/web-files.ts';
import { backgroundHandler } from '../../shared/platform/background-handler.ts';
import { answerCloudFormation } from '../../shared/platform/cloudformation-answer.ts';
import { dynamoTable } from '../../shared/platform/dynamo-client.ts';
import { loadEnvironment } from '../../shared/platform/environment.ts';
import { log } from '../../shared/platform/log.ts';
import { webFilesBeside } from '../../shared/platform/web-files.ts';

const environment = await loadEnvironment('keep-web-files', tableEnvironment);
const files = webFilesBeside(import.meta.url);
const table = dynamoTable(environment.TABLE_NAME);

/** Runs on every deployment that brings other files of the web app. */
export const handler = backgroundHandler(
  (event: Partial<CloudFormationCustomResourceEvent>, context) =>
    answerCloudFormation(event, context, async () => {
      // The table is deleted together with its stack.
      if (event.RequestType === 'Delete') return { kept: 0, leaving: 0 };
      const names = (await files.names()).filter(isImmutableName);
      const result = await keepWebFiles(table, names, files.read, Date.now());
      log('info', 'web files', result);
      return result;
    }),
);
