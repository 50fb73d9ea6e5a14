import * as z from 'zod';

const referenceSchema = z.strictObject({ Ref: z.string() });
const attributeSchema = z.strictObject({ 'Fn::GetAtt': z.tuple([z.string(), z.string()]) });
const joinSchema = z.strictObject({ 'Fn::Join': z.tuple([z.string(), z.array(z.unknown())]) });

/**
 * A template's value as text to compare with: `{Ref}` becomes `LogicalId`, an attribute
 * `LogicalId.Arn`, a join what it joins.
 * @throws TypeError for any other intrinsic function
 */
export function render(value: unknown): string {
  if (typeof value === 'string') return value;
  const reference = referenceSchema.safeParse(value);
  if (reference.success) return reference.data.Ref;
  const attribute = attributeSchema.safeParse(value);
  if (attribute.success) return attribute.data['Fn::GetAtt'].join('.');
  const join = joinSchema.safeParse(value);
  if (join.success) {
    const [separator, parts] = join.data['Fn::Join'];
    return parts.map(render).join(separator);
  }
  throw new TypeError(`cannot render ${JSON.stringify(value)}`);
}
