import * as z from 'zod';
import type { Deployment } from './attributes.ts';
import {
  type CloudFormationResource,
  type CloudFormationTemplate,
  TemplateError,
} from './cloudformation.ts';
import { makeResolver, type Resolve } from './intrinsics.ts';

/** A resource with the properties that its schema names, resolved and parsed. */
export interface ReadResource<Properties> {
  readonly logicalId: string;
  readonly properties: Properties;
  readonly metadata: Readonly<Record<string, unknown>>;
}

/** A property whose effect the local stack does not imitate. */
export const notEmulated = z.never({ error: 'not emulated by the local stack' }).optional();

/** IAM and other services accept one string in place of a list. */
export const oneOrMany = z
  .union([z.string(), z.array(z.string())])
  .transform((value) => (typeof value === 'string' ? [value] : value));

/** Reads the resources of one template, type by type, and remembers what nobody has read. */
export class TemplateReader {
  readonly deployment: Deployment;
  readonly resolve: Resolve;
  readonly #template: CloudFormationTemplate;
  readonly #readTypes = new Set<string>();
  readonly #unreadProperties = new Set<string>();
  readonly #outputsLeftOut: string[] = [];

  constructor(template: CloudFormationTemplate, deployment: Deployment) {
    this.#template = template;
    this.deployment = deployment;
    this.resolve = makeResolver(template, deployment);
  }

  /**
   * Reads all resources of a type, in the template's order. `harmless` names properties without effect on
   * this machine; `notices` reports a property that is neither there nor in the schema.
   * @throws TemplateError where a property cannot be resolved or is not emulated
   */
  read<Schema extends z.ZodObject>(
    type: string,
    schema: Schema,
    harmless: readonly string[],
  ): ReadResource<z.infer<Schema>>[] {
    this.#readTypes.add(type);
    return this.#entries((candidate) => candidate === type).map(([logicalId, resource]) => {
      const read: Record<string, unknown> = {};
      for (const [key, value] of Object.entries(resource.Properties ?? {})) {
        if (key in schema.shape) read[key] = value;
        else if (!harmless.includes(key)) this.#unreadProperties.add(`${type}.${key}`);
      }
      const parsed = schema.safeParse(this.resolve(read, logicalId));
      if (!parsed.success) {
        throw new TemplateError(
          `${logicalId} (${type}): ${z.prettifyError(parsed.error).replaceAll('\n', ' ')}`,
        );
      }
      return { logicalId, properties: parsed.data, metadata: resource.Metadata ?? {} };
    });
  }

  /** Reads all custom resources, with all their properties. */
  readCustomResources(): (ReadResource<Record<string, unknown>> & { readonly type: string })[] {
    return this.#entries(
      (type) => type.startsWith('Custom::') || type === 'AWS::CloudFormation::CustomResource',
    ).map(([logicalId, resource]) => {
      this.#readTypes.add(resource.Type);
      return {
        logicalId,
        type: resource.Type,
        properties: z
          .record(z.string(), z.unknown())
          .parse(this.resolve(resource.Properties ?? {}, logicalId)),
        metadata: resource.Metadata ?? {},
      };
    });
  }

  #entries(isWanted: (type: string) => boolean): [string, CloudFormationResource][] {
    const entries = Object.entries(this.#template.Resources).filter(([, { Type }]) =>
      isWanted(Type),
    );
    for (const [logicalId, { Type, Condition }] of entries) {
      if (Condition === undefined) continue;
      throw new TemplateError(`${logicalId} (${Type}): conditions are not emulated`);
    }
    return entries;
  }

  attribute(logicalId: string, name: string): string {
    return String(this.resolve({ 'Fn::GetAtt': [logicalId, name] }, logicalId));
  }

  reference(logicalId: string): string {
    return String(this.resolve({ Ref: logicalId }, logicalId));
  }

  /**
   * The stack's outputs by key, without those about something that is not emulated, such as a dashboard's
   * URL.
   */
  outputs(): Record<string, string> {
    const outputs: Record<string, string> = {};
    for (const [key, { Value }] of Object.entries(this.#template.Outputs ?? {})) {
      try {
        outputs[key] = String(this.resolve(Value, `output ${key}`));
      } catch (error) {
        if (!(error instanceof TemplateError)) throw error;
        this.#outputsLeftOut.push(key);
      }
    }
    return outputs;
  }

  /** Lines about the resource types, the properties and the outputs that have no effect here. */
  notices(): string[] {
    const types = new Set(Object.values(this.#template.Resources).map(({ Type }) => Type));
    const ignored = [...types].filter((type) => !this.#readTypes.has(type)).sort();
    const notices: string[] = [];
    if (ignored.length > 0) notices.push(`not emulated: ${this.#shortNames(ignored)}`);
    if (this.#unreadProperties.size > 0) {
      notices.push(`without effect here: ${[...this.#unreadProperties].sort().join(', ')}`);
    }
    if (this.#outputsLeftOut.length > 0) {
      notices.push(`outputs left out: ${this.#outputsLeftOut.sort().join(', ')}`);
    }
    return notices;
  }

  /** Names a type `S3 BucketPolicy`, or only `CloudWatch` where nothing of that service is read. */
  #shortNames(types: readonly string[]): string {
    const serviceOf = (type: string) => type.split('::')[1] ?? type;
    const readServices = new Set([...this.#readTypes].map(serviceOf));
    const names = types.map((type) => {
      const service = serviceOf(type);
      return readServices.has(service) ? `${service} ${type.split('::')[2]}` : service;
    });
    return [...new Set(names)].join(', ');
  }
}
