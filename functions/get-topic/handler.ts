import { dynamoCatalog } from '../../shared/adapters/dynamo-catalog.ts';
import type { CatalogStore } from '../../shared/catalog/catalog-store.ts';
import { inLanguage } from '../../shared/catalog/topic.ts';
import { tableEnvironment } from '../../shared/contracts/environment.ts';
import { getTopicRoute as route } from '../../shared/contracts/routes/catalog.ts';
import { DomainError } from '../../shared/domain-error.ts';
import { dynamoTable } from '../../shared/platform/dynamo-client.ts';
import { loadEnvironment } from '../../shared/platform/environment.ts';
import { type HttpAction, httpHandler } from '../../shared/platform/http-handler.ts';
import { reachAws } from '../../shared/platform/reach-aws.ts';

const environment = await loadEnvironment('get-topic', tableEnvironment);
const catalog = dynamoCatalog(dynamoTable(environment.TABLE_NAME), Date.now);
await reachAws(() => catalog.listMajors());

export const answerTopic =
  (catalog: Pick<CatalogStore, 'findPreparedTopic'>): HttpAction<'get-topic'> =>
  async ({ path, language }) => {
    const topic = await catalog.findPreparedTopic(path.id);
    if (!topic) throw new DomainError('TOPIC_NOT_FOUND', `There is no topic ${path.id}.`);
    const { card, ...listed } = topic;
    return { body: { ...inLanguage(listed, language), card: inLanguage(card, language) } };
  };

export const handler = httpHandler(route, answerTopic(catalog));
