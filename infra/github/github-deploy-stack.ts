import { ArnFormat, CfnOutput, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { CfnOIDCProvider, PolicyStatement, Role, WebIdentityPrincipal } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { acceptFindings } from '../stack/constructs/accepted-findings.ts';
import type { Stage } from '../stack/settings.ts';

const issuer = 'token.actions.githubusercontent.com';
const audience = 'sts.amazonaws.com';
/** The qualifier that `cdk bootstrap` gives its stack by default. */
const bootstrapQualifier = 'hnb659fds';
/**
 * The roles that the CDK CLI acts as: one deploys, one publishes the bundles and one looks things up. They
 * are named one by one, without a wildcard: nobody may assume the role that CloudFormation makes resources
 * with (`cfn-exec`), and we publish no images.
 */
const bootstrapRoles = ['deploy-role', 'file-publishing-role', 'lookup-role'] as const;

/** What the role may do itself, by the beginning of the functions' names. */
const releaseActions = {
  '': [
    'lambda:GetAlias',
    'lambda:GetFunctionConfiguration',
    'lambda:PublishVersion',
    'lambda:UpdateAlias',
  ],
  CanarySendCanary: ['lambda:InvokeFunction'],
} as const;

export interface GitHubDeployStackProps {
  /** `owner/name`, spelled as GitHub spells it: the comparison minds upper and lower case. */
  readonly repository: string;
  readonly region: string;
  /** The stages that are deployed to this account. */
  readonly stages: readonly Stage[];
  /**
   * An account can have only one provider for GitHub: `true` takes the one that exists, and a text is its
   * ARN.
   * @default false: this stack makes the provider, which stays when the stack is deleted
   */
  readonly existingProvider?: boolean | string;
}

/**
 * Lets GitHub Actions deploy without a key. There is one role per stage, and only jobs of one repository that
 * run in the environment named like the stage can take it. Such a role may act as the roles of CDK's
 * bootstrap in this account and region. By itself it may only release: move the stage's aliases, and have its
 * canary hold a lecture.
 *
 * The bootstrap's roles are the same for every stage of an account. So it is the approval that GitHub asks
 * for before prod that keeps apart who may deploy what; where AWS has to do that, give prod an account of its
 * own.
 */
export class GitHubDeployStack extends Stack {
  constructor(scope: Construct, id: string, props: GitHubDeployStackProps) {
    super(scope, id, { env: { region: props.region }, terminationProtection: true });

    const providerArn = this.#providerArn(props.existingProvider ?? false);
    const assumable = bootstrapRoles.map((role) =>
      this.formatArn({
        service: 'iam',
        region: '',
        resource: 'role',
        resourceName: `cdk-${bootstrapQualifier}-${role}-${this.account}-${props.region}`,
      }),
    );
    for (const stage of props.stages) {
      const title = `${stage.slice(0, 1).toUpperCase()}${stage.slice(1)}`;
      const role = new Role(this, `Deploy${title}`, {
        description: `Deploys ${stage} from the GitHub repository ${props.repository}`,
        assumedBy: new WebIdentityPrincipal(providerArn, {
          StringEquals: {
            [`${issuer}:aud`]: audience,
            [`${issuer}:sub`]: `repo:${props.repository}:environment:${stage}`,
          },
        }),
      });
      role.addToPolicy(new PolicyStatement({ actions: ['sts:AssumeRole'], resources: assumable }));
      for (const [name, actions] of Object.entries(releaseActions)) {
        const resources = [this.#functions(`LearningMate-${stage}-${name}*`)];
        role.addToPolicy(new PolicyStatement({ actions: [...actions], resources }));
        const named = `arn:<AWS::Partition>:lambda:${props.region}:<AWS::AccountId>:function:LearningMate-${stage}-${name}*`;
        acceptFindings(role, {
          [`AwsSolutions-IAM5[Resource::${named}]`]:
            'CloudFormation names a function by its stack, its logical id and characters that nobody knows before: the star is for those.',
        });
      }
      new CfnOutput(this, `DeployRoleArn${title}`, {
        value: role.roleArn,
        description: `Variable AWS_DEPLOY_ROLE_ARN of the GitHub environment ${stage}`,
      });
    }
  }

  #functions(resourceName: string): string {
    return this.formatArn({
      service: 'lambda',
      resource: 'function',
      resourceName,
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
  }

  #providerArn(existing: boolean | string): string {
    if (typeof existing === 'string') return existing;
    if (existing) {
      return this.formatArn({
        service: 'iam',
        region: '',
        resource: 'oidc-provider',
        resourceName: issuer,
      });
    }
    const provider = new CfnOIDCProvider(this, 'Provider', {
      url: `https://${issuer}`,
      clientIdList: [audience],
    });
    // Others may rely on the provider by the time this stack is deleted. A first deploy that fails still
    // takes it back.
    provider.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
    return provider.attrArn;
  }
}
