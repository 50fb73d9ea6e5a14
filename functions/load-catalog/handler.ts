import type { CloudFormationCustomResourceEvent } from 'aws-lambda';
import { dynamoCatalogLoader } from '../../shared/adapters/dynamo-catalog.ts';
import { parseCatalog } from '../../shared/catalog/catalog.ts';
import { catalogData } from '../../shared/catalog/catalog-data.ts';
import { tableEnvironment } from '../../shared/contracts/environment.ts';
import { backgroundHandler } from '../../shared/platform/background-handler.ts';
import { answerCloudFormation } from '../../shared/platform/cloudformation-answer.ts';
import { dynamoTable } from '../../shared/platform/dynamo-client.ts';
import { loadEnvironment } from '../../shared/platform/environment.ts';
import { log } from '../../shared/platform/log.ts';

const environment = await loadEnvironment('load-catalog', tableEnvironment);
const catalog = parseCatalog(catalogData);
const loader = dynamoCatalogLoader(dynamoTable(environment.TABLE_NAME));

/** Runs on every deployment that brings another catalog, and whenever an operator invokes it. */
export const handler = backgroundHandler(
  (event: Partial<CloudFormationCustomResourceEvent>, context) =>
    answerCloudFormation(event, context, async () => {
      // The table is deleted together with its stack.
      const result = event.RequestType === 'Delete' ? 'left alone' : await loader.load(catalog);
      log('info', 'catalog', { version: catalog.version, result });
      return { version: catalog.version, result };
    }),
);
