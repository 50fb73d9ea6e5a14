import { join } from 'node:path';
import { CustomResource, Duration, FileSystem } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { MakeFunction } from './function-factory.ts';

export interface WebFilesProps {
  readonly makeFunction: MakeFunction;
  readonly bundleDirectory: string;
}

const keepTimeoutSeconds = 60;

/**
 * Keeps each release's files of the web app in the table. The function that serves the app takes from there
 * what an open page of an earlier release still asks for. It runs whenever a deploy brings other files, so
 * that they are kept before the next release replaces them.
 */
export class WebFiles extends Construct {
  constructor(scope: Construct, id: string, { makeFunction, bundleDirectory }: WebFilesProps) {
    super(scope, id);

    const keeper = makeFunction(this, 'keep-web-files', { timeoutSeconds: keepTimeoutSeconds });
    new CustomResource(this, 'Keep', {
      resourceType: 'Custom::WebFiles',
      serviceToken: keeper.lambda.functionArn,
      // If the function died without an answer, CloudFormation would wait for an hour by default.
      serviceTimeout: Duration.seconds(keepTimeoutSeconds + 30),
      // The digest covers the function as well as its files: an additional run does no harm.
      properties: {
        filesDigest: FileSystem.fingerprint(join(bundleDirectory, 'keep-web-files'), {
          exclude: ['*.map'],
        }),
      },
    });
  }
}
