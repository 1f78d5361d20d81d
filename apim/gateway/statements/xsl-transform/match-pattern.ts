import type { Node } from '@xmldom/xmldom';
import { isAttribute, isRoot, type Namespaces } from './dom.ts';
import { type AddedFunctions, compileXPath, type Focus, nodesOf, parentOf, rootOf } from './xpath.ts';

/** One alternative of a pattern (XSLT 1.0, section 5.2), with its default priority (section 5.5). */
export type MatchPattern = {
  readonly priority: number;
  readonly matches: (node: Node, variables: Focus['variables']) => boolean;
};

/** Compiles the alternatives of a pattern; throws an Error that says what is wrong with it. */
export function compilePattern(text: string, namespaces: Namespaces, added: AddedFunctions): MatchPattern[] {
  return alternatives(text).map((alternative) => {
    const pattern = alternative.trim();
    const priority = priorityOf(pattern);
    if (pattern === '/') return { priority, matches: isRoot };
    // `//x` matches what `x` does: an ancestor from which it is found is always there.
    const relative = pattern.startsWith('//') ? pattern.slice(2) : pattern;
    if (/^(?!@|attribute::)[^/[]+$/.test(relative) && !/^(?:key|id)\s*\(/.test(relative)) {
      // One step along the child axis is asked of the node itself: its brothers need not be looked at.
      const isSo = compileXPath(`self::${relative.replace(/^child::/, '')}`, namespaces, added);
      return {
        priority,
        matches: (node, variables) =>
          !isAttribute(node) &&
          parentOf(node) !== null &&
          isSo({ node, position: 1, size: 1, variables }).booleanValue(),
      };
    }
    const select = compileXPath(relative, namespaces, added);
    const found = (from: Node, node: Node, variables: Focus['variables']) =>
      nodesOf(select({ node: from, position: 1, size: 1, variables })).includes(node);
    if (relative.startsWith('/') || /^(?:key|id)\s*\(/.test(relative)) {
      return { priority, matches: (node, variables) => found(rootOf(node), node, variables) };
    }
    const isOneStep = steps(relative) === 1;
    return {
      priority,
      matches: (node, variables) => {
        for (let from = parentOf(node); from !== null; from = parentOf(from)) {
          if (found(from, node, variables)) return true;
          if (isOneStep) return false;
        }
        return false;
      },
    };
  });
}

const NAME = String.raw`[\p{L}_][\p{L}\p{N}_.-]*`;
const AXIS = '(?:@|child::|attribute::)?';
const PRIORITIES: readonly (readonly [pattern: RegExp, priority: number])[] = [
  [new RegExp(`^${AXIS}(?:${NAME}:)?${NAME}$`, 'u'), 0],
  [new RegExp(`^${AXIS}processing-instruction\\(\\s*["'].*["']\\s*\\)$`, 'u'), 0],
  [new RegExp(`^${AXIS}${NAME}:\\*$`, 'u'), -0.25],
  [new RegExp(`^${AXIS}(?:\\*|(?:node|text|comment|processing-instruction)\\(\\s*\\))$`, 'u'), -0.5],
];

const priorityOf = (pattern: string): number => PRIORITIES.find(([form]) => form.test(pattern))?.[1] ?? 0.5;

/** The texts between bars that stand in no predicate and no quotes. */
function alternatives(text: string): string[] {
  return splitAt(text, '|');
}

const steps = (text: string): number => splitAt(text, '/').length;

function splitAt(text: string, separator: string): string[] {
  const parts = [''];
  let depth = 0;
  let quote = '';
  for (const character of text) {
    if (quote !== '') quote = character === quote ? '' : quote;
    else if (character === '"' || character === "'") quote = character;
    else if (character === '[' || character === '(') depth += 1;
    else if (character === ']' || character === ')') depth -= 1;
    if (character === separator && depth === 0 && quote === '') parts.push('');
    else parts[parts.length - 1] += character;
  }
  return parts;
}
