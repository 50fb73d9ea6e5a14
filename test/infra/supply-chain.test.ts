import { readFileSync } from 'node:fs';
import satisfies from 'spdx-satisfies';
import { describe, expect, it } from 'vitest';

interface LockedPackage {
  version?: string;
  license?: string;
  integrity?: string;
  resolved?: string;
  dev?: boolean;
  inBundle?: boolean;
  hasInstallScript?: boolean;
}

const root = new URL('../../', import.meta.url);
const json = (path: string) => JSON.parse(readFileSync(new URL(path, root), 'utf8'));
const manifest = json('package.json') as Record<string, Record<string, string>>;
const locked = Object.entries(
  (json('package-lock.json') as { packages: Record<string, LockedPackage> }).packages,
).filter(([path]) => path !== '');

/** Licences that may be linked into what we ship: they ask for no more than their notice. */
const shipped = [
  'MIT',
  'ISC',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  '0BSD',
  'BlueOak-1.0.0',
];
/** Files under these stay under them, and ours do not: they are shipped unaltered, or are tools. */
const byFile = 'MPL-2.0';
const shippedByFile = ['node_modules/mediabunny'];

/** Licences of lists of data, which tools read. */
const ofData = ['CC0-1.0', 'CC-BY-3.0'];

/** Packages from before SPDX name their licences in a list of their own. */
const licenceOf = ([path, { license }]: (typeof locked)[number]): string => {
  if (license !== undefined) return license;
  const { licenses } = json(`${path}/package.json`) as { licenses?: { type: string }[] };
  return licenses?.map(({ type }) => type).join(' AND ') ?? 'none';
};

const allows = (licences: string[]) => (one: (typeof locked)[number]) => {
  try {
    return satisfies(licenceOf(one), licences);
  } catch {
    return false;
  }
};
const named = (ones: typeof locked) => ones.map((one) => `${one[0]}: ${licenceOf(one)}`);

describe('the packages', () => {
  it('that are shipped ask for no more than their notice', () => {
    const runtime = locked.filter(([path, { dev }]) => !dev && !shippedByFile.includes(path));
    expect(runtime.length).toBeGreaterThan(50);
    expect(named(runtime.filter((one) => !allows(shipped)(one)))).toEqual([]);
  });

  it('that serve as tools ask for no more than changes to themselves', () => {
    expect(named(locked.filter((one) => !allows([...shipped, ...ofData, byFile])(one)))).toEqual(
      [],
    );
  });

  it('are pinned to one version and one content, from the public registry', () => {
    const versions = ['dependencies', 'devDependencies', 'optionalDependencies'].flatMap((kind) =>
      Object.entries(manifest[kind] ?? {}),
    );
    expect(versions.filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([]);
    // A bundled package is in its owner's archive, whose content is pinned.
    const loose = locked.filter(([, { inBundle, integrity }]) => !inBundle && !integrity);
    expect(named(loose)).toEqual([]);
  });

  it('run a script at the install only if somebody has checked it', () => {
    const looked = Object.keys(manifest['allowScripts'] ?? {});
    const scripts = locked
      .filter(([, { hasInstallScript }]) => hasInstallScript)
      .map(([path]) => path.replace(/^.*node_modules\//, ''));
    expect(scripts.filter((name) => !looked.includes(name) && name !== 'fsevents')).toEqual([]);
  });
});
