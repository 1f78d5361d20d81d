import type { AccessMap, Declared, FieldAccess, TypeAccess } from './access-map.ts';
import type { DomainTables } from './domain-tables.ts';
import { inShield, listInWords, tableInWords } from './explain.ts';
import { databaseRoles } from './grants.ts';
import type { Clauses } from './guard.ts';
import { guardsInWords } from './in-words.ts';

/** docs/access.md, whole: who may see what, for people. Every directive of the SDL shows in it. */
export function renderAccessPage(access: AccessMap, domain: DomainTables): string {
  const { roles } = databaseRoles(access, domain);
  const roleRows = roles.map(({ name, scopes, privileges }) => {
    const held = [...privileges].sort().map(([table, what]) => `${[...what].join(', ')} on \`${table}\``);
    return `| \`${name}\` | ${scopes.map(code).join(' and ')} | ${held.join('; ') || 'nothing'} |`;
  });
  const types = [...access.types.values()].map((type) => {
    const fields = [...access.fields.values()].filter((field) => field.type === type.coordinate);
    const table = domain.types.get(type.coordinate);
    const behind = table ? `, table ${tableInWords(table)}` : '';
    return `### ${type.coordinate}

${openTo(type)}${behind}${weightInWords(type.weight)}.${directivesInWords(type.written)}
${fields.length === 0 ? '' : `\n${fieldTable(fields)}\n`}`;
  });
  return `<!-- Written by npm run generate from schema/*.graphql. Do not edit. -->

# Who may see what

Three layers enforce this page, all of them derived from the directives in \`schema/\`: API Management's rules, the
gateway (preflight for scopes, graphql-shield for rows), and the database's roles. \`npm run explain -- Ride.revenue\`
says it for one coordinate.

## Scopes

${declaredTable(access.scopes)}

## Row rules

${declaredTable(access.rowRules)}

## Types

${types.join('\n')}
## Arguments and input fields with a directive

${inputTable(access)}

## Database roles

| role | for | may |
|---|---|---|
${roleRows.join('\n')}
`;
}

function openTo({ kind, guards, written }: TypeAccess): string {
  const { isPublic, scopes } = written;
  if (kind === 'object' && !isPublic && !scopes)
    return 'Its fields say each for itself to whom they are open';
  return `The ${kind} is open to ${guardsInWords(guards)}`;
}

const code = (name: string) => `\`${name}\``;

function declaredTable(declared: ReadonlyMap<string, Declared>): string {
  if (declared.size === 0) return 'None.';
  const rows = [...declared.values()].map(({ name, about }) => `| ${code(name)} | ${about} |`);
  return `| name | about |\n|---|---|\n${rows.join('\n')}`;
}

function fieldTable(fields: readonly FieldAccess[]): string {
  const rows = fields.map((field) => {
    const notes = [
      directivesInWords(field.written).trim(),
      field.isSensitive ? 'Sensitive.' : '',
      field.listSize ? `List: ${listInWords(field)}.` : '',
      field.weight === undefined ? '' : `Costs ${field.weight}.`,
    ].filter((note) => note !== '');
    return `| ${code(field.field)} | ${guardsInWords(field.guards)} | ${inShield(field)} | ${notes.join(' ')} |`;
  });
  return `| field | open to | graphql-shield | notes |\n|---|---|---|---|\n${rows.join('\n')}`;
}

function inputTable({ inputs }: AccessMap): string {
  const marked = [...inputs.values()].filter(
    ({ isSensitive, weight }) => isSensitive || weight !== undefined,
  );
  if (marked.length === 0) return 'None.';
  const rows = marked.map(
    ({ coordinate, isSensitive, weight }) =>
      `| ${code(coordinate)} | ${isSensitive ? 'sensitive' : ''} | ${weight ?? ''} |`,
  );
  return `| coordinate | sensitive | cost |\n|---|---|---|\n${rows.join('\n')}`;
}

const weightInWords = (weight: number | undefined) => (weight === undefined ? '' : `, costs ${weight}`);

/** What is written on the place itself, also where it changes nothing: the page must show when it goes. */
function directivesInWords(written: FieldAccess['written']): string {
  const words = [
    written.isPublic ? '`@public`' : '',
    written.scopes ? `\`@requiresScopes\` ${clausesInWords(written.scopes)}` : '',
    written.policies ? `\`@policy\` ${clausesInWords(written.policies)}` : '',
  ].filter((word) => word !== '');
  return words.length === 0 ? '' : ` ${words.join(', ')}.`;
}

const clausesInWords = (clauses: Clauses) => clauses.map((clause) => clause.join(' + ')).join(' or ');
