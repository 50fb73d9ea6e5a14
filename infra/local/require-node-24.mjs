// This file is loaded before any TypeScript (`node --import`), because an older Node could not say what is
// wrong.
const REQUIRED_MAJOR = 24;

if (Number(process.versions.node.split('.', 1)[0]) < REQUIRED_MAJOR) {
  console.error(
    `This needs Node ${REQUIRED_MAJOR}, which npm ci installs; run it through npm (this is Node ${process.versions.node}).`,
  );
  process.exit(1);
}
