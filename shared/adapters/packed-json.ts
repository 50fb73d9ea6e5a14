import * as z from 'zod/mini';

/** The module is loaded with the first item that needs it. Most calls of the API are polls, which do not. */
const zlib = () => process.getBuiltinModule('node:zlib');

/**
 * A whole value in one attribute, as deflated JSON, because Korean takes three bytes a character and
 * DynamoDB charges by size.
 */
export function packed(value: object): { packed: Uint8Array } {
  return { packed: zlib().deflateRawSync(JSON.stringify(value)) };
}

const packedItem = z.object({ packed: z.instanceof(Uint8Array) });

/** @throws ZodError where the value does not have the shape of the schema */
export function unpacked<Schema extends z.ZodMiniType>(
  item: unknown,
  schema: Schema,
): z.output<Schema> {
  const json = zlib().inflateRawSync(packedItem.parse(item).packed).toString();
  return schema.parse(JSON.parse(json));
}
