import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { type PolicyDocument, readPolicyDocument } from '../documents/policy-document.ts';
import { byPlace, formatProblem, type Problem } from '../documents/problem.ts';
import { checkStatements, type LoadOptions, loadPolicies } from '../engine/load-policies.ts';
import { namedValuesOf } from '../server/policy-files.ts';
import { STATEMENTS } from '../statements/registry.ts';
import { KNOWN_BUT_NOT_SUPPORTED } from '../statements/unsupported.ts';
import type { Command } from './command.ts';
import { type FoundDocument, findDocuments } from './find-documents.ts';
import { loadConfiguration } from './load-configuration.ts';

/** What checking one document found. */
export type CheckedDocument = {
  readonly file: string;
  readonly loaded: boolean;
  readonly problems: readonly Problem[];
  /** Named values and fragments that were taken on trust. */
  readonly assumed: readonly string[];
};

/** Prints each problem with its place, then the counts. */
export const check: Command = {
  name: 'check',
  usage: 'check PATH... [--json] [--configuration FILE]',
  about: 'loads policy documents and lists all that is wrong with them',
  run(args) {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { json: { type: 'boolean' }, configuration: { type: 'string' } },
    });
    const named = values.configuration === undefined ? undefined : loadConfiguration(values.configuration);
    const checked = checkDocuments(
      findDocuments(positionals.length > 0 ? positionals : ['apim/policies']),
      named && namedValuesOf(named.configuration),
    );
    const failed = checked.filter(({ loaded }) => !loaded).length;
    const counts = { loaded: checked.length - failed, failed };
    if (values.json) console.log(JSON.stringify({ ...counts, documents: checked }, null, 2));
    else printChecked(checked, counts);
    return failed > 0 || checked.length === 0 ? 1 : 0;
  },
};

/** Checks documents by themselves; without named values, names of any are taken on trust. */
export function checkDocuments(
  found: readonly FoundDocument[],
  namedValues: ReadonlyMap<string, string> | undefined,
): CheckedDocument[] {
  const documents = found.map(({ file, text }) => readPolicyDocument(file, text, namedValues));
  const fragments = new Map(
    documents
      .filter(({ kind }) => kind === 'fragment')
      .map((document) => [fragmentId(document.file), document]),
  );
  const options: LoadOptions = {
    statements: STATEMENTS,
    unsupported: KNOWN_BUT_NOT_SUPPORTED,
    fragments,
    assumeFragments: true,
    shared: new Map(),
  };
  return documents.map((document) => checkDocument(document, options));
}

function checkDocument(document: PolicyDocument, options: LoadOptions): CheckedDocument {
  const { policy, problems, assumed } =
    document.kind === 'policies'
      ? loadPolicies({ api: document }, options)
      : checkStatements(document, options);
  return {
    file: document.file,
    loaded: policy !== undefined,
    problems: [...problems].sort(byPlace),
    assumed: [...assumed],
  };
}

/** `fragments/on-error.fragment.xml` is the fragment `on-error`. */
function fragmentId(file: string): string {
  return basename(file).replace(/(?:\.(?:fragment|policy))?\.(?:xml|policy)$/, '');
}

function printChecked(checked: readonly CheckedDocument[], counts: { loaded: number; failed: number }): void {
  for (const { problems } of checked) for (const problem of problems) console.log(formatProblem(problem));
  const assumed = [...new Set(checked.flatMap((document) => document.assumed))].sort();
  if (assumed.length > 0) console.log(`Taken on trust: ${assumed.join(', ')}.`);
  console.log(`${counts.loaded} loaded, ${counts.failed} failed`);
}
