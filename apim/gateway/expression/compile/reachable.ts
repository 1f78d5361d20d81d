import type { Statement, SwitchSection } from '../syntax/ast.ts';

/** Whether control never gets past the statement (C# 7 specification, 13.2), without looking into conditions other than `true`. */
export function leaves(node: Statement): boolean {
  switch (node.kind) {
    case 'return':
    case 'throw':
    case 'break':
    case 'continue':
    case 'goto':
      return true;
    default:
      return !completes(node);
  }
}

/** Whether the end of the statement can be reached. */
export function completes(node: Statement): boolean {
  switch (node.kind) {
    case 'return':
    case 'throw':
    case 'break':
    case 'continue':
    case 'goto':
      return false;
    case 'block':
      return node.statements.every(completes);
    case 'if':
      return completes(node.yes) || node.no === null || completes(node.no);
    case 'while':
      return !(node.test.kind === 'literal' && node.test.value === true) || breaks(node.body);
    case 'do':
      return !(node.test.kind === 'literal' && node.test.value === true)
        ? completes(node.body) || breaks(node.body) || continues(node.body)
        : breaks(node.body);
    case 'for':
      return (
        !(node.test === null || (node.test.kind === 'literal' && node.test.value === true)) ||
        breaks(node.body)
      );
    case 'try':
      return (
        (completes(node.body) || node.catches.some((clause) => completes(clause.body))) &&
        (node.finally === null || completes(node.finally))
      );
    case 'using':
    case 'checkedBlock':
      return completes(node.body);
    case 'switch':
      return (
        !node.sections.some((section) => section.labels.some(takesAll)) ||
        node.sections.some((section) => section.statements.some(breaks))
      );
    default:
      return true;
  }
}

/** `default:` and `case var x:` without a condition. */
function takesAll(label: SwitchSection['labels'][number]): boolean {
  return label === null || (label.pattern.kind === 'var' && label.when === null);
}

function breaks(node: Statement): boolean {
  return contains(node, 'break');
}

function continues(node: Statement): boolean {
  return contains(node, 'continue');
}

/** Whether a break or continue in `node` leaves `node`'s own loop. */
function contains(node: Statement, kind: 'break' | 'continue'): boolean {
  switch (node.kind) {
    case kind:
      return true;
    case 'block':
      return node.statements.some((statement) => contains(statement, kind));
    case 'if':
      return contains(node.yes, kind) || (node.no !== null && contains(node.no, kind));
    case 'try':
      return (
        contains(node.body, kind) ||
        node.catches.some((clause) => contains(clause.body, kind)) ||
        (node.finally !== null && contains(node.finally, kind))
      );
    case 'using':
    case 'checkedBlock':
      return contains(node.body, kind);
    case 'switch':
      return (
        kind === 'continue' &&
        node.sections.some((section) => section.statements.some((statement) => contains(statement, kind)))
      );
    default:
      return false;
  }
}
