import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { CustomResource, Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { MakeFunction } from './function-factory.ts';

export interface CatalogLoaderProps {
  readonly makeFunction: MakeFunction;
  /** Absolute path of the catalog's data. Whatever changes in it runs the loader. */
  readonly dataFile: string;
}

const loadTimeoutSeconds = 60;

/**
 * Loads the catalog into the table whenever a deploy brings a changed one; a catalog that cannot
 * be loaded fails that deploy. The function answers CloudFormation itself, without a provider
 * framework of three more functions in between.
 */
export class CatalogLoader extends Construct {
  constructor(scope: Construct, id: string, { makeFunction, dataFile }: CatalogLoaderProps) {
    super(scope, id);

    const loader = makeFunction(this, 'load-catalog', { timeoutSeconds: loadTimeoutSeconds });
    new CustomResource(this, 'Load', {
      resourceType: 'Custom::CatalogLoad',
      serviceToken: loader.lambda.functionArn,
      // Were the function to die without an answer, CloudFormation would wait for an hour.
      serviceTimeout: Duration.seconds(loadTimeoutSeconds + 30),
      properties: {
        catalogDigest: createHash('sha256').update(readFileSync(dataFile)).digest('hex'),
      },
    });
  }
}
