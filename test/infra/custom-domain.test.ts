import { Template } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { addChecks } from '../../infra/stack/checks.ts';
import { ContextError, readSettings } from '../../infra/stack/read-settings.ts';
import { type Settings, settingsByStage } from '../../infra/stack/settings.ts';
import { addStack, synthesizeStack, temporaryApp } from '../support/synthesized-stack.ts';

const customDomain = {
  name: 'api.example.org',
  certificateArn:
    'arn:aws:acm:ap-northeast-2:123456789012:certificate/0a1b2c3d-0000-4000-8000-000000000000',
};
const withSettings = (parts: Partial<Settings>) =>
  readSettings(() => undefined, {
    ...settingsByStage,
    dev: { ...settingsByStage.dev, ...parts },
  }).settings;

describe('a stage with a custom domain', () => {
  const app = temporaryApp();
  const stack = addStack(app, { customDomain });
  addChecks(app);
  // Fails on anything that cdk-nag finds.
  app.synth();
  const template = Template.fromStack(stack);

  it('answers under that name, with that certificate and TLS 1.2 or later', () => {
    template.hasResourceProperties('AWS::ApiGatewayV2::DomainName', {
      DomainName: customDomain.name,
      DomainNameConfigurations: [
        {
          CertificateArn: customDomain.certificateArn,
          EndpointType: 'REGIONAL',
          SecurityPolicy: 'TLS_1_2',
        },
      ],
    });
  });

  it('maps the whole name to the API’s one stage, which has to exist first', () => {
    const [api] = Object.keys(template.findResources('AWS::ApiGatewayV2::Api'));
    const [stage] = Object.keys(template.findResources('AWS::ApiGatewayV2::Stage'));
    const [domain] = Object.keys(template.findResources('AWS::ApiGatewayV2::DomainName'));
    template.hasResource('AWS::ApiGatewayV2::ApiMapping', {
      Properties: { ApiId: { Ref: api }, DomainName: { Ref: domain }, Stage: { Ref: stage } },
    });
  });

  it('outputs its address and the target of its DNS record', () => {
    template.hasOutput('CustomDomainUrl', { Value: 'https://api.example.org' });
    const [domain] = Object.keys(template.findResources('AWS::ApiGatewayV2::DomainName'));
    template.hasOutput('CustomDomainTarget', {
      Value: { 'Fn::GetAtt': [domain, 'RegionalDomainName'] },
    });
  });
});

describe('a stage without a custom domain', () => {
  it.each(['dev', 'prod'])('is the same as %s, and has nothing of a domain', (stage) => {
    const { ofType, template } = synthesizeStack({ stage });
    expect(ofType('AWS::ApiGatewayV2::DomainName')).toEqual({});
    expect(ofType('AWS::ApiGatewayV2::ApiMapping')).toEqual({});
    expect(Object.keys(template.findOutputs('*'))).not.toContain('CustomDomainUrl');
  });
});

describe('the settings', () => {
  it('have neither a domain nor an alarm address by default', () => {
    expect(withSettings({}).customDomain).toBeUndefined();
    expect(withSettings({}).alarmAddress).toBeUndefined();
    expect(withSettings({ alarmAddress: 'on-call@example.org' }).alarmAddress).toBe(
      'on-call@example.org',
    );
  });

  it.each<[Partial<Settings>, string]>([
    [{ customDomain: { ...customDomain, name: 'https://api.example.org' } }, 'customDomain.name'],
    [{ customDomain: { ...customDomain, name: 'localhost' } }, 'customDomain.name'],
    [
      { customDomain: { ...customDomain, certificateArn: 'arn:aws:iam::1:x' } },
      'customDomain.certificateArn: must be the ARN',
    ],
    [
      {
        customDomain: {
          ...customDomain,
          certificateArn: customDomain.certificateArn.replace('ap-northeast-2', 'us-east-1'),
        },
      },
      'a certificate of its own region, ap-northeast-2',
    ],
    [{ alarmAddress: 'on-call' }, 'alarmAddress: must be an e-mail address'],
    [{ replicaRegion: 'Tokyo' }, 'replicaRegion: must be a region like ap-northeast-1'],
    [{ replicaRegion: 'ap-northeast-2' }, 'replicaRegion: must be another region'],
  ])('are refused in one line with %j', (parts, message) => {
    expect(() => withSettings(parts)).toThrow(ContextError);
    expect(() => withSettings(parts)).toThrow(message);
    expect(() => withSettings(parts)).not.toThrow('\n');
  });
});
