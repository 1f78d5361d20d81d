import { readdirSync, readFileSync } from 'node:fs';
import { type DocumentNode, parse } from 'graphql';
import { renderAccessPage } from '../contract/access-page.ts';
import {
  apimRules,
  renderAuthorization,
  renderRequiredClaims,
  renderScopesIn,
} from '../contract/apim-rules.ts';
import type { DomainTables } from '../contract/domain-tables.ts';
import { databaseRoles, renderGrants } from '../contract/grants.ts';
import type { Contract } from '../contract/read.ts';
import {
  APIM_MAX_FIELDS,
  introspectionMeasure,
  measureOperation,
  uploadedSdl,
} from '../contract/uploaded-sdl.ts';
import { root } from './contract-files.ts';
import { type Regions, regionsIn, replaceRegions } from './marked-regions.ts';
import { renderSettingsPage } from './settings-page.ts';

/** A file that is derived, by its path from the root. */
export interface DerivedFile {
  readonly path: string;
  readonly text: string;
}

/** Deep enough for the introspection of GraphQL tools; API Management's own default of 6 is not. */
export const APIM_MAX_DEPTH = introspectionMeasure.depth;

const POLICIES = 'apim/policies/';

/** What policy documents may have generated into them. */
export function policyRegions({ access, schema }: Contract): Regions {
  return new Map([
    ['graphql-authorization', renderAuthorization(apimRules(access, schema), APIM_MAX_DEPTH)],
    ['scopes-in', renderScopesIn(access)],
    ['required-scp', renderRequiredClaims(access, 'scp')],
    ['required-roles', renderRequiredClaims(access, 'roles')],
  ]);
}

/** Everything that follows from the contract and from the settings' declarations, except TypeScript. */
export function derivedFiles(contract: Contract, domain: DomainTables): readonly DerivedFile[] {
  return [
    { path: 'apim/schema.graphql', text: uploadedSdl(contract) },
    { path: 'docs/access.md', text: renderAccessPage(contract.access, domain) },
    { path: 'docs/settings.md', text: renderSettingsPage() },
    { path: 'migrations/grants.generated.sql', text: renderGrants(databaseRoles(contract.access, domain)) },
    ...policyDocuments(policyRegions(contract)),
  ];
}

function policyDocuments(regions: Regions): readonly DerivedFile[] {
  const folder = new URL(POLICIES, root);
  const documents = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.xml'))
    .sort()
    .map((name) => {
      const path = POLICIES + name;
      return { path, text: replaceRegions(path, readFileSync(new URL(path, root), 'utf8'), regions) };
    });
  // A region whose mark was deleted would take the rules in it along, and nothing else would notice.
  const marked = new Set(documents.flatMap(({ text }) => regionsIn(text)));
  const lost = [...regions.keys()].filter((name) => !marked.has(name));
  if (lost.length > 0) throw new Error(`${POLICIES}: no document has the region ${lost.join(', ')}`);
  return documents;
}

/** Operations that API Management would refuse for their size, by name; each must be made smaller or split. */
export function tooLargeForApim(operations: ReadonlyMap<string, string>): readonly string[] {
  const measured = [...operations].map(([name, text]) => [name, measureOperation(asDocument(text))] as const);
  return measured.flatMap(([name, { depth, fields }]) =>
    depth > APIM_MAX_DEPTH || fields > APIM_MAX_FIELDS
      ? [
          `${name}: ${depth} levels and ${fields} fields; API Management takes ${APIM_MAX_DEPTH} and ${APIM_MAX_FIELDS}`,
        ]
      : [],
  );
}

const asDocument = (text: string): DocumentNode => parse(text, { noLocation: true });
