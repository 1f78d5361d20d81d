import { dotnetError } from '../errors.ts';
import type { Run } from '../run.ts';
import type { Value } from '../value.ts';
import { Double } from '../value.ts';
import type { JToken } from './json.ts';
import { JArray, JObject, JProperty } from './json.ts';
import { JValue } from './json-value.ts';
import { compareNumbers, isNumeric } from './number.ts';
import { areEqual, compareOrdinal } from './object.ts';

type Step =
  | { readonly kind: 'name'; readonly names: readonly string[]; readonly deep: boolean }
  | { readonly kind: 'index'; readonly indexes: readonly number[] }
  | {
      readonly kind: 'slice';
      readonly start: number | null;
      readonly end: number | null;
      readonly step: number;
    }
  | { readonly kind: 'all'; readonly deep: boolean }
  | { readonly kind: 'filter'; readonly test: Filter; readonly deep: boolean };

type Filter = (token: JToken, root: JToken, run: Run) => boolean;

/** SelectTokens: Newtonsoft's JSONPath. @throws JsonException for a bad path */
export function selectTokens(root: JToken, path: string, run: Run): JToken[] {
  let found: JToken[] = [root];
  for (const step of new PathReader(path).steps()) {
    const next: JToken[] = [];
    for (const token of found) {
      run.step();
      apply(step, token, root, next, run);
    }
    found = next;
  }
  return found;
}

function* values(token: JToken): Generator<JToken, void> {
  if (token instanceof JObject) for (const property of token.children()) yield property.value;
  else if (token instanceof JArray) yield* token.items;
  else if (token instanceof JProperty) yield token.value;
}

function* deepValues(token: JToken, run: Run): Generator<JToken, void> {
  run.step();
  yield token;
  for (const child of values(token)) yield* deepValues(child, run);
}

function apply(step: Step, token: JToken, root: JToken, out: JToken[], run: Run): void {
  switch (step.kind) {
    case 'name':
      for (const target of step.deep ? deepValues(token, run) : [token]) {
        if (!(target instanceof JObject)) continue;
        for (const name of step.names) {
          const value = target.get(name);
          if (value !== null) out.push(value);
        }
      }
      return;
    case 'index':
      if (!(token instanceof JArray)) return;
      for (const index of step.indexes) {
        const item = token.items[index];
        if (item !== undefined) out.push(item);
      }
      return;
    case 'slice':
      if (token instanceof JArray) out.push(...sliced(token, step));
      return;
    case 'all':
      if (step.deep) for (const child of deepValues(token, run)) out.push(child);
      else out.push(...values(token));
      return;
    case 'filter':
      for (const target of step.deep ? deepValues(token, run) : [token])
        for (const child of values(target)) if (step.test(child, root, run)) out.push(child);
  }
}

function sliced(array: JArray, step: Extract<Step, { kind: 'slice' }>): JToken[] {
  const { length } = array.items;
  const fix = (value: number) => (value < 0 ? Math.max(0, length + value) : Math.min(value, length));
  const start = fix(step.start ?? (step.step > 0 ? 0 : length - 1));
  const end = step.end === null ? (step.step > 0 ? length : -1) : fix(step.end);
  const found: JToken[] = [];
  for (let i = start; step.step > 0 ? i < end : i > end; i += step.step) {
    const item = array.items[i];
    if (item !== undefined) found.push(item);
  }
  return found;
}

class PathReader {
  readonly path: string;
  at = 0;
  constructor(path: string) {
    this.path = path;
  }

  error(message: string) {
    return dotnetError('JsonException', message);
  }

  private match(pattern: RegExp): RegExpExecArray | null {
    const sticky = new RegExp(pattern.source, 'y');
    sticky.lastIndex = this.at;
    const found = sticky.exec(this.path);
    if (found !== null) this.at = sticky.lastIndex;
    return found;
  }

  steps(): Step[] {
    const steps: Step[] = [];
    this.match(/\s*\$/);
    let first = this.at === 0;
    while (this.at < this.path.length) {
      const deep = this.match(/\.\./) !== null;
      const dot = deep || this.match(/\./) !== null;
      if (this.path[this.at] === '[') {
        steps.push(this.bracket(deep));
      } else if (dot || first) {
        if (this.match(/\*/) !== null) steps.push({ kind: 'all', deep });
        else {
          const name = this.match(/[^.[\]()]+/)?.[0];
          if (name === undefined) throw this.error('Unexpected end while parsing path.');
          steps.push({ kind: 'name', names: [name.trim()], deep });
        }
      } else throw this.error(`Unexpected character while parsing path: ${this.path[this.at] ?? ''}`);
      first = false;
    }
    return steps;
  }

  private bracket(deep: boolean): Step {
    this.at += 1;
    this.match(/\s+/);
    if (this.match(/\*\s*\]/) !== null) return { kind: 'all', deep };
    if (this.match(/\?\s*\(/) !== null) {
      const test = this.either();
      if (this.match(/\s*\)\s*\]/) === null) throw this.error('Path ended with open query.');
      return { kind: 'filter', test, deep };
    }
    if (this.path[this.at] === "'" || this.path[this.at] === '"') {
      const names: string[] = [];
      do {
        this.match(/\s+/);
        names.push(this.quoted());
      } while (this.match(/\s*,/) !== null);
      if (this.match(/\s*\]/) === null) throw this.error('Path ended with open indexer.');
      return { kind: 'name', names, deep };
    }
    const slice = this.match(/(-?\d*)\s*:\s*(-?\d*)(?:\s*:\s*(-?\d*))?\s*\]/);
    if (slice !== null) {
      const part = (text: string | undefined) => (text === undefined || text === '' ? null : Number(text));
      return { kind: 'slice', start: part(slice[1]), end: part(slice[2]), step: part(slice[3]) ?? 1 };
    }
    const indexes = this.match(/(\d+(?:\s*,\s*\d+)*)\s*\]/);
    if (indexes === null) throw this.error('Unexpected character while parsing path indexer.');
    return { kind: 'index', indexes: (indexes[1] ?? '').split(',').map(Number) };
  }

  private quoted(): string {
    const found = this.match(/'((?:\\.|[^'\\])*)'|"((?:\\.|[^"\\])*)"/);
    if (found === null) throw this.error('Path ended with an open string.');
    return (found[1] ?? found[2] ?? '').replace(/\\(.)/g, '$1');
  }

  private either(): Filter {
    const options = [this.both()];
    while (this.match(/\s*\|\|/) !== null) options.push(this.both());
    return (token, root, run) => options.some((option) => option(token, root, run));
  }

  private both(): Filter {
    const parts = [this.comparison()];
    while (this.match(/\s*&&/) !== null) parts.push(this.comparison());
    return (token, root, run) => parts.every((part) => part(token, root, run));
  }

  private comparison(): Filter {
    this.match(/\s+/);
    if (this.match(/\(/) !== null) {
      const inner = this.either();
      if (this.match(/\s*\)/) === null) throw this.error('Path ended with open query.');
      return inner;
    }
    const left = this.operand();
    const operator = this.match(/\s*(===|!==|==|!=|<>|<=|>=|<|>|=~)/)?.[1];
    if (operator === undefined) return (token, root, run) => left(token, root, run).length > 0;
    if (operator === '=~') throw this.error('regular expressions in a JSON path are not available');
    const right = this.operand();
    return (token, root, run) =>
      left(token, root, run).some((a) => right(token, root, run).some((b) => holds(operator, a, b)));
  }

  private operand(): (token: JToken, root: JToken, run: Run) => Value[] {
    this.match(/\s+/);
    const reference = this.match(/[@$]((?:\.\.?[\w$-]+|\.\*|\[(?:\d+|\*|'[^']*'|"[^"]*")\])*)/);
    if (reference !== null) {
      const fromRoot = reference[0].startsWith('$');
      const path = `$${reference[1] ?? ''}`;
      return (token, root, run) =>
        selectTokens(fromRoot ? root : token, path, run).map((found) =>
          found instanceof JValue ? found.value : found,
        );
    }
    const c = this.path[this.at];
    if (c === "'" || c === '"') {
      const text = this.quoted();
      return () => [text];
    }
    const word = this.match(/-?\d+(\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/)?.[0];
    if (word === undefined) throw this.error('Unexpected character while parsing path query.');
    const value: Value =
      word === 'true'
        ? true
        : word === 'false'
          ? false
          : word === 'null'
            ? null
            : /[.eE]/.test(word)
              ? new Double(Number(word))
              : BigInt(word);
    return () => [value];
  }
}

function holds(operator: string, a: Value, b: Value): boolean {
  const numeric = a !== null && b !== null && isNumeric(a) && isNumeric(b);
  const equal = numeric ? compareNumbers(a, b) === 0 : areEqual(a, b);
  if (operator === '==' || operator === '===') return equal;
  if (operator === '!=' || operator === '!==' || operator === '<>') return !equal;
  const order = numeric
    ? compareNumbers(a, b)
    : typeof a === 'string' && typeof b === 'string'
      ? compareOrdinal(a, b)
      : Number.NaN;
  if (operator === '<') return order < 0;
  if (operator === '>') return order > 0;
  return operator === '<=' ? order <= 0 : order >= 0;
}
