import { dynamoCatalog } from '../../shared/adapters/dynamo-catalog.ts';
import type { CatalogStore } from '../../shared/catalog/catalog-store.ts';
import { inLanguage } from '../../shared/catalog/topic.ts';
import { tableEnvironment } from '../../shared/contracts/environment.ts';
import { springPage } from '../../shared/contracts/paging.ts';
import { listMajorsRoute as route } from '../../shared/contracts/routes/catalog.ts';
import { dynamoTable } from '../../shared/platform/dynamo-client.ts';
import { loadEnvironment } from '../../shared/platform/environment.ts';
import { type HttpAction, httpHandler } from '../../shared/platform/http-handler.ts';
import { reachAws } from '../../shared/platform/reach-aws.ts';

const environment = await loadEnvironment('list-majors', tableEnvironment);
const catalog = dynamoCatalog(dynamoTable(environment.TABLE_NAME), Date.now);
await reachAws(() => catalog.listMajors());

export const answerMajors =
  (catalog: Pick<CatalogStore, 'listMajors'>): HttpAction<'list-majors'> =>
  async ({ query, language }) => ({
    body: springPage(
      (await catalog.listMajors()).map((listed) => inLanguage(listed, language)),
      query,
    ),
  });

export const handler = httpHandler(route, answerMajors(catalog));
