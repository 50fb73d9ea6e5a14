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
 * Keeps each release's files of the web app in the table, from which the function that serves the app
 * takes what a page of the release before still asks for. It runs when a deploy brings other files,
 * before anybody can have opened the release after this one.
 */
export class WebFiles extends Construct {
  constructor(scope: Construct, id: string, { makeFunction, bundleDirectory }: WebFilesProps) {
    super(scope, id);

    const keeper = makeFunction(this, 'keep-web-files', { timeoutSeconds: keepTimeoutSeconds });
    new CustomResource(this, 'Keep', {
      resourceType: 'Custom::WebFiles',
      serviceToken: keeper.lambda.functionArn,
      // Were the function to die without an answer, CloudFormation would wait for an hour.
      serviceTimeout: Duration.seconds(keepTimeoutSeconds + 30),
      // Of the function with its files: once more than there is need does no harm.
      properties: {
        filesDigest: FileSystem.fingerprint(join(bundleDirectory, 'keep-web-files'), {
          exclude: ['*.map'],
        }),
      },
    });
  }
}
