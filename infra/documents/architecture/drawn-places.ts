import { ArchitectureError } from './architecture.ts';

const place = /(<!-- drawn by npm run architecture: ([\w-]+) -->\n\n)[\s\S]*?(\n\n<!-- end -->)/g;

/**
 * Fills the places for drawings in a document again. A place lies between two comments: `<!-- drawn by npm
 * run architecture: duties -->` and `<!-- end -->`.
 * @param drawings Markdown, by the name of its place
 * @throws ArchitectureError for a place without a drawing and for a drawing without a place
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
