import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { openApiDocument } from './document.ts';
import { apiReference } from './reference.ts';

export interface GeneratedFile {
  /** The file's path in the repository. */
  readonly name: string;
  readonly path: string;
  readonly text: string;
}

/** The documents as the contracts make them now. */
export function generatedFiles(): readonly GeneratedFile[] {
  const document = openApiDocument();
  return [
    generated('docs/openapi.json', `${JSON.stringify(document, null, 2)}\n`),
    generated('docs/api.md', apiReference(document)),
  ];
}

/** The files whose committed text is not what the contracts make now. */
export function staleFiles(files: readonly GeneratedFile[]): readonly GeneratedFile[] {
  return files.filter(({ path, text }) => textOf(path) !== text);
}

function generated(name: string, text: string): GeneratedFile {
  return { name, path: fileURLToPath(new URL(`../../../${name}`, import.meta.url)), text };
}

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}
