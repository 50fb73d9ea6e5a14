import { ArchitectureError } from './architecture.ts';

const place = /(<!-- drawn by npm run architecture: ([\w-]+) -->\n\n)[\s\S]*?(\n\n<!-- end -->)/g;

/**
 * A document with its drawn places filled anew. A place lies between two comments:
 * `<!-- drawn by npm run architecture: duties -->` and `<!-- end -->`.
 * @param drawings Markdown by the name of its place
 * @throws ArchitectureError for a place without its drawing and for a drawing without its place
 */
export function fillPlaces(document: string, drawings: ReadonlyMap<string, string>): string {
  const filled = new Set<string>();
  const text = document.replaceAll(place, (_, begin: string, name: string, end: string): string => {
    const drawing = drawings.get(name);
    if (drawing === undefined) throw new ArchitectureError(`nothing draws “${name}”`);
    filled.add(name);
    return `${begin}${drawing}${end}`;
  });
  for (const name of drawings.keys()) {
    if (!filled.has(name)) throw new ArchitectureError(`no place for the drawing “${name}”`);
  }
  return text;
}

export const mermaidBlock = (drawing: string): string => `\`\`\`mermaid\n${drawing}\n\`\`\``;
