import { execFileSync } from 'node:child_process';
import { CriticalityLevel, diff } from '@graphql-inspector/core';
import { type AccessChange, type AccessChangeKind, accessChanges } from '../contract/access-changes.ts';
import { type Contract, readContract, type SdlFile } from '../contract/read.ts';
import { readSchemaContract, root } from './contract-files.ts';

const git = (...given: string[]): string =>
  execFileSync('git', given, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });

/** The SDL as it was at a commit. */
function sdlAt(commit: string): readonly SdlFile[] {
  const names = git('ls-tree', '-r', '--name-only', commit, '--', 'schema/')
    .split('\n')
    .filter((name) => name.endsWith('.graphql'));
  return names.map((name) => ({ name, text: git('show', `${commit}:${name}`) }));
}

const KINDS: readonly { readonly kind: AccessChangeKind; readonly heading: string }[] = [
  { kind: 'more open', heading: 'More open: somebody may read what they could not' },
  { kind: 'more closed', heading: 'More closed: somebody may not read what they could' },
  { kind: 'other', heading: 'Open to others than before' },
  { kind: 'new', heading: 'New' },
  { kind: 'gone', heading: 'Gone' },
];

/** What changed between two contracts, for a reviewer: who may read what, then what breaks clients. */
export async function describeChanges(before: Contract, after: Contract): Promise<string> {
  const access = accessChanges(before.access, after.access);
  const sections = KINDS.flatMap(({ kind, heading }) => {
    const lines = access.filter((change) => change.kind === kind).map(inWords);
    return lines.length === 0 ? [] : [`${heading}\n${lines.join('\n')}`];
  });
  const schema = (await diff(before.schema, after.schema)).filter(
    // Usages of the contract's directives are what the sections above tell, in full.
    ({ type }) => !type.startsWith('DIRECTIVE_USAGE'),
  );
  for (const [level, heading] of [
    [CriticalityLevel.Breaking, 'Breaks clients'],
    [CriticalityLevel.Dangerous, 'May surprise clients'],
  ] as const) {
    const lines = schema
      .filter(({ criticality }) => criticality.level === level)
      .map(({ message }) => `  ${message}`);
    if (lines.length > 0) sections.push(`${heading}\n${lines.join('\n')}`);
  }
  return sections.length === 0
    ? 'Nobody may read more or less than before, and no client breaks.'
    : sections.join('\n\n');
}

function inWords({ coordinate, before, after }: AccessChange): string {
  if (before !== undefined && after !== undefined)
    return `  ${coordinate}: was open to ${before}, is open to ${after}`;
  return `  ${coordinate}: ${before === undefined ? 'is' : 'was'} open to ${before ?? after}`;
}

if (import.meta.main) {
  const [base] = process.argv.slice(2);
  try {
    if (base === undefined)
      throw new Error('Usage: npm run contract:diff -- BASE, where BASE is a commit or a branch');
    console.log(await describeChanges(readContract(sdlAt(base)), readSchemaContract()));
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
