import { dynamoCatalogLoader } from '../../shared/adapters/dynamo-catalog.ts';
import { parseCatalog } from '../../shared/catalog/catalog.ts';
import { catalogData } from '../../shared/catalog/catalog-data.ts';
import { type Manual, readOptions } from '../command-line/manual.ts';
import { readTarget } from './command-line.ts';
import { openStage, stageOptions, stageOptionsText } from './stage-access.ts';
import { tableOf } from './stage-table.ts';
import { type Surroundings, say } from './surroundings.ts';

export const manual: Manual = {
  usage: 'npm run catalog -- --stage dev|prod|local [--state FOLDER]',
  text: `Checks the files of shared/catalog/data and puts the catalog in force, as every
deploy does. A catalog that is in force already changes nothing.

${stageOptionsText}`,
};

/**
 * Checks the catalog's data files and puts the catalog in force, as every deployment does. It serves a change
 * of wording that should not wait for a deployment. A catalog that is in force already changes nothing.
 * @returns the exit code
 * @throws InvalidCatalogError naming every path that is wrong; nothing is written then
 */
export async function run(surroundings: Surroundings): Promise<number> {
  const { out } = surroundings;
  const given = readOptions(surroundings.argv, stageOptions, manual);
  const target = readTarget(given.stage);
  const catalog = parseCatalog(catalogData);
  const stage = await openStage(target, surroundings.environment, { stateDirectory: given.state });
  const table = tableOf(stage);
  const result = await dynamoCatalogLoader(table).load(catalog);
  const topics = catalog.majors.flatMap(({ subjects }) => subjects.flatMap((each) => each.topics));
  say(out, `Catalog of stage ${stage.title}`);
  say(
    out,
    result === 'loaded'
      ? `Version ${catalog.version} is in force: ${catalog.majors.length} majors, ${topics.length} topics.`
      : `Version ${catalog.version} was in force already.`,
  );
  return 0;
}
