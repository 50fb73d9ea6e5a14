import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { settingsByStage, stages } from '../../infra/stack/settings.ts';

const folder = new URL('../../.github/workflows/', import.meta.url);
const workflows = readdirSync(folder).map((file) => ({
  file,
  text: readFileSync(new URL(file, folder), 'utf8'),
}));
const textOf = (file: string) => workflows.find((workflow) => workflow.file === file)?.text ?? '';
const deploy = textOf('deploy.yml');

/** The lines of a job, by its name: those that are indented deeper than it. */
function jobOf(text: string, name: string): string {
  const [, job = ''] = new RegExp(`^  ${name}:\\n((?:    .*\\n|\\n)+)`, 'm').exec(text) ?? [];
  return job;
}

/** The lines under `permissions:` at that depth, e.g. `contents: read`. */
function permissionsOf(text: string, indent: string): string[] {
  const [, block = ''] =
    new RegExp(`^${indent}permissions:\\n((?:${indent}  \\S.*\\n)+)`, 'm').exec(text) ?? [];
  return block
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

/** What GitHub evaluates. */
const expression = (text: string) => `$\{{ ${text} }}`;

const usesOf = (text: string) => [...text.matchAll(/uses:\s*(\S+)/g)].map(([, uses = '']) => uses);

describe('every workflow', () => {
  it('is one of the four', () => {
    expect(workflows.map(({ file }) => file).sort()).toEqual([
      'ci.yml',
      'codeql.yml',
      'deploy.yml',
      'nightly.yml',
    ]);
  });

  it.each(workflows)(
    'pins each action to a commit and says which release it is: $file',
    ({ text }) => {
      expect(usesOf(text).length).toBeGreaterThan(0);
      for (const line of text.split('\n').filter((one) => one.includes('uses:'))) {
        expect(line).toMatch(/uses: [\w-]+(\/[\w-]+)+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
      }
    },
  );

  it('uses one and the same commit of an action', () => {
    const pins = new Set(workflows.flatMap(({ text }) => usesOf(text)));
    const commits = new Map<string, Set<string>>();
    for (const pin of pins) {
      const [action = '', commit = ''] = pin.split('@');
      const repository = action.split('/').slice(0, 2).join('/');
      commits.set(repository, (commits.get(repository) ?? new Set()).add(commit));
    }
    expect([...commits].filter(([, ofIt]) => ofIt.size > 1)).toEqual([]);
  });

  it.each(workflows)('contains no key and reads no secret: $file', ({ text }) => {
    expect(text).not.toMatch(/secrets\s*[.[:]|aws-access-key-id|aws-secret-access-key|AKIA/i);
  });

  it.each(workflows)('may read the code and, by default, nothing else: $file', ({ text }) => {
    expect(permissionsOf(text, '')).toEqual(['contents: read']);
    expect(text).not.toContain('write-all');
    expect(text).not.toContain('pull_request_target');
  });

  it.each(workflows)(
    'runs nothing that a title or a branch could have written: $file',
    ({ text }) => {
      const runs = text.split('\n').filter((line) => /^\s*-? ?run:/.test(line));
      expect(runs.filter((line) => line.includes('${{'))).toEqual([]);
    },
  );
});

describe('the deploy', () => {
  const job = jobOf(deploy, 'deploy');
  const stage = expression("inputs.stage || (github.event_name == 'release' && 'prod' || 'dev')");
  const stepWith = (part: string) =>
    job.split(/^ {6}- /m).find((step) => step.includes(part)) ?? '';

  it('takes main to dev and a published release to prod, in the environment of that name', () => {
    expect(deploy).toContain('  push:\n    branches: [main]\n  release:\n    types: [published]\n');
    expect(job).toContain(`environment: ${stage}\n`);
    expect(job).toContain(`STAGE: ${stage}\n`);
    expect([...stages].sort()).toEqual(['dev', 'prod']);
  });

  it('waits for the gate, which has no way to a credential', () => {
    expect(job).toContain('needs: check\n');
    const gate = jobOf(deploy, 'check');
    expect(gate).toContain('run: bash .ci/run\n');
    expect(gate).not.toContain('id-token');
    expect(gate).toContain('!github.event.release.prerelease');
  });

  it('is alone in asking GitHub for an identity, and takes its role from a variable', () => {
    expect(permissionsOf(job, '    ')).toEqual([
      'actions: read',
      'contents: read',
      'id-token: write',
    ]);
    expect(deploy.match(/id-token: write/g)).toHaveLength(1);
    expect(job).toContain(`role-to-assume: ${expression('vars.AWS_DEPLOY_ROLE_ARN')}\n`);
  });

  it('acts in the region of the stages', () => {
    for (const { region } of Object.values(settingsByStage)) {
      expect(job).toContain(`aws-region: ${region}\n`);
    }
  });

  it('keeps what makes stacks readable, named by the commit', () => {
    const step = stepWith('source-maps-');
    expect(job.indexOf('npm run deploy')).toBeLessThan(job.indexOf('actions/upload-artifact@'));
    expect(step).toContain(`name: source-maps-${expression('github.sha')}\n`);
    expect(step).toContain('.build/functions/**/*.map\n');
    expect(step).toContain('include-hidden-files: true\n');
  });

  it('goes back to a commit by the very assembly that main’s push made of it, without a gate', () => {
    const dispatched = expression("github.event_name == 'workflow_dispatch'");
    expect(deploy).toMatch(/workflow_dispatch:\n {4}inputs:\n {6}stage:.*?options: \[dev, prod\]/s);
    expect(jobOf(deploy, 'check')).toContain("if: ${{ github.event_name != 'workflow_dispatch' &&");
    expect(job).toContain(`ref: ${expression('inputs.commit || github.sha')}\n`);
    const download = stepWith('gh run download');
    expect(download).toContain(`if: ${dispatched}\n`);
    // From no other run: a pull request's run could have an artifact of the same name.
    expect(download).toContain('--event push --branch main --commit "$COMMIT"');
    expect(download).toContain(
      'gh run download "$run" --name "assembly-$COMMIT" --dir .build/assembly\n',
    );
    const kept = stepWith('name: assembly-');
    expect(kept).toContain(`if: ${expression("github.event_name == 'push'")}\n`);
    expect(kept).toContain('path: .build/assembly\n');
    expect(stepWith('npm run deploy')).toContain('--assembly ".build/assembly/$STAGE"');
    // Somebody who may dispatch could otherwise name a branch.
    expect(job.indexOf('[[ "$COMMIT" =~ ^[0-9a-f]{40}$ ]]')).toBeLessThan(job.indexOf('uses:'));
  });

  it('deploys without having passed the gate in no other case', () => {
    const condition =
      "!cancelled() && (needs.check.result == 'success' || github.event_name == 'workflow_dispatch')";
    expect(job).toContain(`if: ${expression(condition)}\n`);
  });

  it('runs once at a time for each stage and is never cut off', () => {
    expect(job).toContain(`group: deploy-${stage}\n`);
    expect(job).toContain('cancel-in-progress: false\n');
  });

  it('lists what the functions are made of before it has credentials', () => {
    const made = 'npm sbom --omit=dev --sbom-format cyclonedx > .build/sbom.cdx.json';
    expect(job.indexOf(made)).toBeGreaterThan(0);
    expect(job.indexOf(made)).toBeLessThan(job.indexOf('configure-aws-credentials'));
    expect(stepWith('name: sbom-')).toContain(`name: sbom-${expression('github.sha')}\n`);
  });

  it('installs by the lock file before it has credentials, and deploys with all checks', () => {
    const at = (part: string) => job.indexOf(part);
    expect(at('run: npm ci')).toBeGreaterThan(0);
    expect(at('configure-aws-credentials')).toBeGreaterThan(at('run: npm ci'));
    expect(at('npm run deploy -- --stage "$STAGE"')).toBeGreaterThan(
      at('configure-aws-credentials'),
    );
  });
});

describe('the templates', () => {
  it('are checked by two independent linters in pinned versions', () => {
    expect(jobOf(textOf('ci.yml'), 'templates')).toContain('run: bash .ci/lint-templates\n');
    const script = readFileSync(new URL('../../.ci/lint-templates', folder), 'utf8');
    for (const linter of ['cfn-lint', 'iam-policy-validator']) {
      expect(script).toMatch(new RegExp(`${linter}==\\d+\\.\\d+\\.\\d+`));
    }
  });
});

describe('the supply chain', () => {
  const job = jobOf(textOf('ci.yml'), 'supply-chain');

  it('checks in each pull request the vulnerabilities and signatures of its packages', () => {
    expect(job).toContain('fail-on-severity: moderate\n');
    expect(job).toContain('run: npm audit signatures\n');
    expect(job).toContain('npm sbom --omit=dev --sbom-format cyclonedx > sbom.cdx.json\n');
  });

  it('lets CodeQL read the code at each change and once a week', () => {
    const codeql = textOf('codeql.yml');
    for (const when of ['pull_request:', 'branches: [main]', 'schedule:']) {
      expect(codeql).toContain(when);
    }
    expect(permissionsOf(jobOf(codeql, 'analyze'), '    ')).toEqual([
      'contents: read',
      'security-events: write',
    ]);
  });

  it('is kept up to date by pull requests that have to pass the gate', () => {
    const updates = readFileSync(new URL('../dependabot.yml', folder), 'utf8');
    for (const ecosystem of ['npm', 'github-actions']) {
      expect(updates).toContain(`package-ecosystem: ${ecosystem}\n`);
    }
  });
});
