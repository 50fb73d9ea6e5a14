import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { withDebugIds } from '../../infra/bundle/debug-ids.ts';

const mapSchema = z.object({ debugId: z.uuid(), debug_id: z.uuid(), mappings: z.string() });

const bundle = { path: '/out/f/index.mjs', contents: 'export const handler = 1;\n' };
const map = { path: '/out/f/index.mjs.map', contents: '{"version":3,"mappings":"AAAA"}' };

function idsOf(contents: string) {
  const [built, ofMap] = withDebugIds([{ ...bundle, contents }, map]);
  const inBundle = /\n\/\/# debugId=(\S+)\n$/.exec(String(built?.contents))?.[1];
  return { inBundle, inMap: mapSchema.parse(JSON.parse(String(ofMap?.contents))) };
}

describe('a debug id', () => {
  it('is the same in a bundle and its map, which stays as it was', () => {
    const { inBundle, inMap } = idsOf(bundle.contents);
    expect(inMap).toEqual({ debugId: inBundle, debug_id: inBundle, mappings: 'AAAA' });
  });

  it('is the same for the same text, and differs for another', () => {
    expect(idsOf(bundle.contents)).toEqual(idsOf(bundle.contents));
    expect(idsOf(bundle.contents).inBundle).not.toBe(idsOf('export const handler = 2;').inBundle);
  });

  it('moves no line of the bundle', () => {
    const [built] = withDebugIds([bundle]);
    expect(String(built?.contents).split('\n')[0]).toBe('export const handler = 1;');
  });

  it('leaves other files alone', () => {
    const page = { path: '/out/f/files/index.html.gz', contents: new Uint8Array([1, 2]) };
    expect(withDebugIds([page])).toEqual([page]);
  });
});
