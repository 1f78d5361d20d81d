import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { findPlaceholders } from '../documents/placeholders.ts';
import { type PolicyDocument, readPolicyDocument } from '../documents/policy-document.ts';
import { byPlace, formatProblem, type Problem } from '../documents/problem.ts';
import {
  checkStatements,
  type LoadedPolicies,
  type LoadOptions,
  loadPolicies,
} from '../engine/load-policies.ts';
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
  /** Named values, placeholders and fragments that were taken on trust. */
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

/** Checks documents by themselves; without named values, names of any are taken on trust, and placeholders too. */
export function checkDocuments(
  found: readonly FoundDocument[],
  namedValues: ReadonlyMap<string, string> | undefined,
): CheckedDocument[] {
  const fragments = new Map<string, PolicyDocument>();
  const options: LoadOptions = {
    statements: STATEMENTS,
    unsupported: KNOWN_BUT_NOT_SUPPORTED,
    fragments,
    assumeFragments: true,
    shared: new Map(),
  };
  const documents = found.map(({ file, text }) => {
    const document = readPolicyDocument(file, text, namedValues);
    return namedValues === undefined ? asTemplate(document, text, options) : document;
  });
  for (const document of documents) {
    if (document.kind === 'fragment') fragments.set(fragmentId(document.file), document);
  }
  return documents.map((document) => checkDocument(document, options));
}

/** A document that fails as it is, and in which a deploying tool would put something, is read as a template. */
function asTemplate(document: PolicyDocument, text: string, options: LoadOptions): PolicyDocument {
  const placeholders = findPlaceholders(text);
  if (placeholders.length === 0 || load(document, options).policy !== undefined) return document;
  return readPolicyDocument(document.file, text, undefined, placeholders);
}

const load = (document: PolicyDocument, options: LoadOptions): LoadedPolicies =>
  document.kind === 'policies'
    ? loadPolicies({ api: document }, options)
    : checkStatements(document, options);

function checkDocument(document: PolicyDocument, options: LoadOptions): CheckedDocument {
  const { policy, problems, assumed } = load(document, options);
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
