import type { Template, TemplateResource } from './kept-parts.ts';

/**
 * The part of a stage's template that an import may say: the resources themselves, word for word, and no
 * output, parameter or rule. CloudFormation takes nothing else beside what it imports, and asks each for
 * a DeletionPolicy:
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/import-resources-manually.html
 *
 * It compares no property with what is there, and believes what is said. So a property that names what
 * does not exist yet (the bucket's queue and the API's origin) is left out: the deploy that follows finds
 * it new, and sets it. Word for word are the generators of secrets, since another word there is another
 * key:
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-secretsmanager-secret.html
 */
export function importTemplate(
  { Resources }: Template,
  logicalIds: readonly string[],
): { readonly Resources: Readonly<Record<string, TemplateResource>> } {
  const known = new Set(logicalIds);
  const imported = logicalIds.map((id) => {
    const { DependsOn: _, Properties = {}, ...entry } = Resources[id] ?? { Type: '' };
    const kept = Object.entries(Properties).filter(([, value]) =>
      namedIn(value).every((name) => known.has(name) || name.startsWith('AWS::')),
    );
    return [id, { ...entry, Properties: Object.fromEntries(kept) }] as const;
  });
  return { Resources: Object.fromEntries(imported) };
}

/** What a value refers to, by logical id; of a text with placeholders, all of them. */
function namedIn(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(namedIn);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]: [string, unknown]) => {
    if (key === 'Ref') return [String(inner)];
    if (key === 'Fn::GetAtt') return [String([inner].flat()[0]).split('.')[0] ?? ''];
    if (key !== 'Fn::Sub') return namedIn(inner);
    const [text, given = {}]: unknown[] = [inner].flat();
    const names = [...String(text).matchAll(/\$\{(?!!)([^}.]+)/g)].map(([, name = '']) => name);
    return [...names.filter((name) => !Object.hasOwn(Object(given), name)), ...namedIn(given)];
  });
}
