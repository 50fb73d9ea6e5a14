/**
 * Writes each policy of the synthesized templates to a file of its own, for a linter of IAM that knows
 * neither templates nor references: `.ci/lint-templates` calls it.
 */
import { globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { CommandTrouble } from '../../command-line/command-trouble.ts';
import { refused } from '../../command-line/manual.ts';
import { runScript } from '../../command-line/run-script.ts';
import { cloudFormationTemplateSchema } from '../../local/template/cloudformation.ts';
import { policiesOf } from './policies.ts';

const suffix = '.template.json';
const manual = {
  usage: 'node infra/documents/policies/write.ts --templates DIRECTORY --into DIRECTORY',
  text: `Writes each policy of the templates in folders of the first directory to a file in the second.`,
};

await runScript(
  manual,
  { templates: { type: 'string' }, into: { type: 'string' } },
  ({ templates, into }) => {
    if (!templates || !into) throw refused('Both directories have to be named', manual);
    const files = globSync(join(templates, '*', `*${suffix}`));
    if (files.length === 0) throw new CommandTrouble(`There is no template under ${templates}.`, 1);
    for (const file of files) {
      const stackName = basename(file, suffix);
      const template = cloudFormationTemplateSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
      const policies = policiesOf(template, stackName);
      mkdirSync(join(into, stackName), { recursive: true });
      for (const { place, document } of policies) {
        writeFileSync(join(into, stackName, `${place}.json`), JSON.stringify(document, null, 2));
      }
      console.log(`${stackName}: ${policies.length} policies`);
    }
  },
);
