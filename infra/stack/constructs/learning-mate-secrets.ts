import { CfnSecret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { acceptFindings } from './accepted-findings.ts';
import { removalPolicyOf } from './removal-policy.ts';

export interface LearningMateSecretsProps {
  /**
   * The secrets outlive the stack: what was put by hand, the token keys, without which no user could come in
   * again, and the key by which devices know the service.
   * @default false
   */
  readonly protectData?: boolean;
  /**
   * Another region that follows those that are generated, since nobody could put them again. No
   * generator is touched by it, so no key changes.
   * @default none
   */
  readonly replicaRegion?: string | undefined;
}

/** The secrets. Roles that need them read them at run time; the template has no value. */
export class LearningMateSecrets extends Construct {
  /** This secret starts without a value: an operator puts the key, and no random text can pass for one. */
  readonly openAi: CfnSecret;
  /** Sentry's DSN. Without a value nothing is sent there, and that is no error. */
  readonly sentry: CfnSecret;
  /**
   * The token keyring: `signer` names the key that signs, and every key verifies. Its first key is generated
   * once. Any edit of the generator would make a new version and shut out every user who holds a token. So
   * this declaration never changes, and `npm run rotate-keys` adds keys.
   */
  readonly tokenKeys: CfnSecret;
  /**
   * The secret from which the key pair for Web Push is derived. It is generated once. With another one every
   * device would have to subscribe again, so this declaration never changes.
   */
  readonly push: CfnSecret;

  constructor(
    scope: Construct,
    id: string,
    { protectData = false, replicaRegion }: LearningMateSecretsProps = {},
  ) {
    super(scope, id);

    this.openAi = new CfnSecret(this, 'OpenAi', {
      description: 'API key for speech and chat; put by hand',
    });
    this.openAi.applyRemovalPolicy(removalPolicyOf(protectData));
    acceptFindings(this.openAi, {
      'AwsSolutions-SMG4': 'OpenAI issues the key: nothing on this side can make the next one.',
    });

    this.sentry = new CfnSecret(this, 'Sentry', {
      description: 'DSN that errors are sent to; put by hand, or left empty',
    });
    this.sentry.applyRemovalPolicy(removalPolicyOf(protectData));
    acceptFindings(this.sentry, {
      'AwsSolutions-SMG4': 'Sentry issues the DSN, which allows the sending of events and no more.',
    });

    const followed = replicaRegion !== undefined && {
      replicaRegions: [{ region: replicaRegion }],
    };
    this.tokenKeys = new CfnSecret(this, 'TokenKeys', {
      description: 'Keyring that signs and verifies user tokens',
      ...followed,
      generateSecretString: {
        secretStringTemplate: '{"signer":"k1"}',
        generateStringKey: 'k1',
        passwordLength: 64,
        excludePunctuation: true,
      },
    });
    this.tokenKeys.applyRemovalPolicy(removalPolicyOf(protectData));
    acceptFindings(this.tokenKeys, {
      'AwsSolutions-SMG4':
        'The published app cannot renew a token, so an old key has to verify until it is retired by hand.',
    });

    this.push = new CfnSecret(this, 'Push', {
      description: 'What the key for Web Push is derived from',
      ...followed,
      generateSecretString: {
        secretStringTemplate: '{}',
        generateStringKey: 'vapid',
        passwordLength: 64,
        excludePunctuation: true,
      },
    });
    this.push.applyRemovalPolicy(removalPolicyOf(protectData));
    acceptFindings(this.push, {
      'AwsSolutions-SMG4':
        'Devices take messages from the key alone that they have subscribed with.',
    });
  }
}
