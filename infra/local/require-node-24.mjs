// This file is loaded before any TypeScript (`node --import`), because an older Node could not say what is
// wrong.
import { fileURLToPath } from 'node:url';

const REQUIRED_MAJOR = 24;

if (Number(process.versions.node.split('.', 1)[0]) < REQUIRED_MAJOR) {
  console.error(
    `This needs Node ${REQUIRED_MAJOR}, which npm ci installs; run it through npm (this is Node ${process.versions.node}).`,
  );
  process.exit(1);
}

// What V8 compiles of the packages and of our sources is kept, for this process and for those it starts: half of
// what a short command takes is compiling the same files again.
process.env.NODE_COMPILE_CACHE ??= fileURLToPath(new URL('../../.build/compiled', import.meta.url));
process.getBuiltinModule('node:module').enableCompileCache();
