import * as z from 'zod/mini';

/** Loaded with the first item that needs it: most calls of the API are polls, and do not. */
const zlib = () => process.getBuiltinModule('node:zlib');

/**
 * An item's one attribute for all of a value, as deflated JSON: Korean takes three bytes a
 * character, and DynamoDB charges by size.
 */
export function packed(value: object): { packed: Uint8Array } {
  return { packed: zlib().deflateRawSync(JSON.stringify(value)) };
}

const packedItem = z.object({ packed: z.instanceof(Uint8Array) });

/** @throws ZodError for what is not of that shape */
export function unpacked<Schema extends z.ZodMiniType>(
  item: unknown,
  schema: Schema,
): z.output<Schema> {
  const json = zlib().inflateRawSync(packedItem.parse(item).packed).toString();
  return schema.parse(JSON.parse(json));
}
