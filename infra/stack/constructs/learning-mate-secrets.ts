import { CfnSecret, type CfnSecretProps } from 'aws-cdk-lib/aws-secretsmanager';
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

    const secret = (
      id: string,
      props: CfnSecretProps & { readonly description: string },
      whyNobodyRotates: string,
    ): CfnSecret => {
      const made = new CfnSecret(this, id, props);
      made.applyRemovalPolicy(removalPolicyOf(protectData));
      acceptFindings(made, { 'AwsSolutions-SMG4': whyNobodyRotates });
      return made;
    };
    const generated = (secretStringTemplate: string, generateStringKey: string) => ({
      ...(replicaRegion !== undefined && { replicaRegions: [{ region: replicaRegion }] }),
      generateSecretString: {
        secretStringTemplate,
        generateStringKey,
        passwordLength: 64,
        excludePunctuation: true,
      },
    });
    this.openAi = secret(
      'OpenAi',
      { description: 'API key for speech and chat; put by hand' },
      'OpenAI issues the key: nothing on this side can make the next one.',
    );
    this.sentry = secret(
      'Sentry',
      { description: 'DSN that errors are sent to; put by hand, or left empty' },
      'Sentry issues the DSN, which allows the sending of events and no more.',
    );
    this.tokenKeys = secret(
      'TokenKeys',
      {
        description: 'Keyring that signs and verifies user tokens',
        ...generated('{"signer":"k1"}', 'k1'),
      },
      'The published app cannot renew a token, so an old key has to verify until it is retired by hand.',
    );
    this.push = secret(
      'Push',
      { description: 'What the key for Web Push is derived from', ...generated('{}', 'vapid') },
      'Devices take messages from the key alone that they have subscribed with.',
    );
  }
}
