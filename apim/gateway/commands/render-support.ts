import { supportedMembers } from '../expression/index.ts';
import { STATEMENTS } from '../statements/registry.ts';
import type { Section, StatementDefinition } from '../statements/statement.ts';
import { KNOWN_BUT_NOT_SUPPORTED } from '../statements/unsupported.ts';

const SECTION_LETTERS: Readonly<Record<Section, string>> = {
  inbound: 'I',
  backend: 'B',
  outbound: 'O',
  'on-error': 'E',
};
const PAGES = 'https://learn.microsoft.com/azure/api-management/';

/** The tables of apim/README.md: supported statements, refused ones with the reason, members of expressions. */
export function renderSupport(): string {
  const definitions = [...STATEMENTS.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  const members = supportedMembers().map(
    ({ type, members: names }) => `| \`${type}\` | ${names.map(code).join(' ')} |`,
  );
  return [
    `### Statements (${definitions.length})`,
    '',
    'Sections: I inbound, B backend, O outbound, E on-error. Every statement takes `id`.',
    '',
    '| statement | sections | attributes | elements |',
    '|---|---|---|---|',
    ...definitions.map(statementRow),
    '',
    `### Refused by name (${KNOWN_BUT_NOT_SUPPORTED.size})`,
    '',
    '| statement | why |',
    '|---|---|',
    ...[...KNOWN_BUT_NOT_SUPPORTED].map(([name, reason]) => `| \`${name}\` | ${reason} |`),
    '',
    `### Types and members of expressions (${members.length} types)`,
    '',
    '| type | members |',
    '|---|---|',
    ...members,
    '',
  ].join('\n');
}

function statementRow({ name, page, sections, attributes, elements }: StatementDefinition): string {
  const letters = sections.map((section) => SECTION_LETTERS[section]).join(' ');
  const cells = [
    `[\`${name}\`](${PAGES}${page})`,
    letters,
    attributes.map(code).join(' '),
    elements.map(code).join(' '),
  ];
  return `| ${cells.join(' | ')} |`;
}

const code = (name: string): string => `\`${name.replaceAll('|', '\\|')}\``;
