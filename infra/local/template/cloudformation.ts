import * as z from 'zod';

const resourceSchema = z.looseObject({
  Type: z.string(),
  Properties: z.record(z.string(), z.unknown()).optional(),
  Metadata: z.record(z.string(), z.unknown()).optional(),
  Condition: z.string().optional(),
});

/** The parts of a CloudFormation template that the local stack reads; the rest stays untouched. */
export const cloudFormationTemplateSchema = z.looseObject({
  Resources: z.record(z.string(), resourceSchema),
  Parameters: z.record(z.string(), z.looseObject({ Default: z.unknown().optional() })).optional(),
  Outputs: z.record(z.string(), z.looseObject({ Value: z.unknown() })).optional(),
});

export type CloudFormationTemplate = z.infer<typeof cloudFormationTemplateSchema>;
export type CloudFormationResource = z.infer<typeof resourceSchema>;

/** The template has something that the local stack would have to ignore. */
export class TemplateError extends Error {
  override readonly name = 'TemplateError';
}
