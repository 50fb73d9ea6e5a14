import * as z from 'zod';
import { type Deployment, identify, type ResourceIdentity } from './attributes.ts';
import { type CloudFormationTemplate, TemplateError } from './cloudformation.ts';

/** Replaces every intrinsic function in a template value by its result. */
export type Resolve = (value: unknown, where: string) => unknown;

/** The value of `AWS::NoValue`: a property or list entry that resolves to it is left out. */
const NO_VALUE = Symbol('AWS::NoValue');

const attributeSchema = z.union([
  z.tuple([z.string(), z.string()]),
  z
    .string()
    .regex(/^[^.]+\..+$/)
    .transform((text): [string, string] => {
      const dot = text.indexOf('.');
      return [text.slice(0, dot), text.slice(dot + 1)];
    }),
]);
const joinSchema = z.tuple([z.string(), z.array(z.union([z.string(), z.number()]))]);
const selectSchema = z.tuple([z.coerce.number().int().min(0), z.array(z.unknown())]);
const splitSchema = z.tuple([z.string(), z.string()]);
const substituteSchema = z.union([
  z.string().transform((text) => ({ text, variables: {} })),
  z
    .tuple([z.string(), z.record(z.string(), z.unknown())])
    .transform(([text, variables]) => ({ text, variables })),
]);

const plainObject = z.record(z.string(), z.unknown());

/**
 * Makes a resolver for one template in one deployment. It refuses what it does not know (conditions, imports,
 * mappings, dynamic references) instead of passing it on half read.
 */
export function makeResolver(template: CloudFormationTemplate, deployment: Deployment): Resolve {
  const identities = new Map<string, ResourceIdentity>();

  function identityOf(logicalId: string, where: string): ResourceIdentity {
    const known = identities.get(logicalId);
    if (known !== undefined) return known;
    const resource = template.Resources[logicalId];
    if (resource === undefined) {
      throw new TemplateError(`${where}: the template has no resource ${logicalId}`);
    }
    const identity = identify(deployment, logicalId, resource, (other) => identityOf(other, where));
    identities.set(logicalId, identity);
    return identity;
  }

  function pseudoParameter(name: string, where: string): unknown {
    switch (name) {
      case 'AWS::Region':
        return deployment.region;
      case 'AWS::AccountId':
        return deployment.accountId;
      case 'AWS::Partition':
        return 'aws';
      case 'AWS::URLSuffix':
        return 'amazonaws.com';
      case 'AWS::StackName':
        return deployment.stackName;
      case 'AWS::StackId':
        return `arn:aws:cloudformation:${deployment.region}:${deployment.accountId}:stack/${deployment.stackName}/local`;
      case 'AWS::NoValue':
        return NO_VALUE;
      default:
        throw new TemplateError(`${where}: the pseudo parameter ${name} is not emulated`);
    }
  }

  function reference(name: string, where: string): unknown {
    if (name.startsWith('AWS::')) return pseudoParameter(name, where);
    const parameter = template.Parameters?.[name];
    if (parameter === undefined) return identityOf(name, where).ref;
    if (parameter.Default === undefined) {
      throw new TemplateError(`${where}: the parameter ${name} has no default`);
    }
    return parameter.Default;
  }

  function attribute(logicalId: string, name: string, where: string): string {
    const value = identityOf(logicalId, where).attributes[name];
    if (value === undefined) {
      const type = template.Resources[logicalId]?.Type;
      throw new TemplateError(`${where}: the attribute ${name} of ${type} is not emulated`);
    }
    return value;
  }

  function substitute(
    text: string,
    variables: Readonly<Record<string, unknown>>,
    where: string,
  ): string {
    return text.replaceAll(/\$\{(!?)([^}]+)\}/g, (_, literal: string, name: string) => {
      if (literal !== '') return `\${${name}}`;
      const key = name.trim();
      if (key in variables) return String(resolve(variables[key], where));
      const dot = key.indexOf('.');
      return String(
        dot === -1
          ? reference(key, where)
          : attribute(key.slice(0, dot), key.slice(dot + 1), where),
      );
    });
  }

  function argument<T extends z.ZodType>(schema: T, value: unknown, where: string): z.infer<T> {
    const parsed = schema.safeParse(value);
    if (parsed.success) return parsed.data;
    throw new TemplateError(`${where}: ${z.prettifyError(parsed.error)}`);
  }

  function intrinsic(name: string, value: unknown, where: string): unknown {
    switch (name) {
      case 'Ref':
        return reference(argument(z.string(), value, where), where);
      case 'Fn::GetAtt': {
        const [logicalId, attributeName] = argument(attributeSchema, value, where);
        return attribute(logicalId, attributeName, where);
      }
      case 'Fn::Join': {
        const [separator, parts] = argument(joinSchema, resolve(value, where), where);
        return parts.join(separator);
      }
      case 'Fn::Split': {
        const [separator, text] = argument(splitSchema, resolve(value, where), where);
        return text.split(separator);
      }
      case 'Fn::Select': {
        const [index, choices] = argument(selectSchema, resolve(value, where), where);
        if (index >= choices.length) {
          throw new TemplateError(`${where}: Fn::Select ${index} of ${choices.length}`);
        }
        return choices[index];
      }
      case 'Fn::Sub': {
        const { text, variables } = argument(substituteSchema, value, where);
        return substitute(text, variables, where);
      }
      default:
        throw new TemplateError(`${where}: the intrinsic function ${name} is not emulated`);
    }
  }

  function resolve(value: unknown, where: string): unknown {
    if (typeof value === 'string') {
      // A secret that is resolved at deployment would be readable in the function's configuration.
      if (value.includes('{{resolve:')) {
        throw new TemplateError(`${where}: dynamic references are not emulated`);
      }
      return value;
    }
    if (Array.isArray(value)) {
      return value
        .map((entry, index) => resolve(entry, `${where}[${index}]`))
        .filter((entry) => entry !== NO_VALUE);
    }
    if (typeof value !== 'object' || value === null) return value;
    const entries = Object.entries(plainObject.parse(value));
    const [first] = entries;
    if (entries.length === 1 && first !== undefined && /^(Ref$|Fn::)/.test(first[0])) {
      return intrinsic(first[0], first[1], where);
    }
    return Object.fromEntries(
      entries
        .map(([key, entry]): [string, unknown] => [key, resolve(entry, `${where}.${key}`)])
        .filter(([, entry]) => entry !== NO_VALUE),
    );
  }

  return resolve;
}
