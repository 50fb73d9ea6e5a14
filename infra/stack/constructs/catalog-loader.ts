import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CustomResource, Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { catalogRowsShape } from '../../../shared/contracts/table.ts';
import type { MakeFunction } from './function-factory.ts';

export interface CatalogLoaderProps {
  readonly makeFunction: MakeFunction;
  /**
   * Absolute path of the catalog's data files. The loader runs when they, or the shape of their rows, have
   * changed.
   */
  readonly dataFolder: string;
}

const loadTimeoutSeconds = 60;

/**
 * Loads the catalog into the table whenever a deploy brings a changed one. A catalog that cannot be loaded
 * fails that deploy. The function answers CloudFormation itself; CDK's provider framework would put three
 * more functions in between.
 */
export class CatalogLoader extends Construct {
  constructor(scope: Construct, id: string, { makeFunction, dataFolder }: CatalogLoaderProps) {
    super(scope, id);

    const loader = makeFunction(this, 'load-catalog', { timeoutSeconds: loadTimeoutSeconds });
    new CustomResource(this, 'Load', {
      resourceType: 'Custom::CatalogLoad',
      serviceToken: loader.lambda.functionArn,
      // If the function died without an answer, CloudFormation would wait for an hour by default.
      serviceTimeout: Duration.seconds(loadTimeoutSeconds + 30),
      properties: { catalogDigest: digestOf(dataFolder) },
    });
  }
}

function digestOf(folder: string): string {
  const digest = createHash('sha256').update(catalogRowsShape);
  for (const file of readdirSync(folder).toSorted())
    digest.update(readFileSync(join(folder, file)));
  return digest.digest('hex');
}
