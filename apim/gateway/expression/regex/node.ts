/** A node of a .NET regular expression. */
export type RegexNode =
  | { readonly kind: 'set'; readonly test: (code: number) => boolean }
  | { readonly kind: 'sequence'; readonly items: readonly RegexNode[] }
  | { readonly kind: 'either'; readonly options: readonly RegexNode[] }
  | {
      readonly kind: 'repeat';
      readonly item: RegexNode;
      readonly least: number;
      readonly most: number;
      readonly lazy: boolean;
      readonly possessive: boolean;
    }
  | { readonly kind: 'group'; readonly item: RegexNode; readonly index: number }
  | { readonly kind: 'atomic'; readonly item: RegexNode }
  | { readonly kind: 'look'; readonly item: RegexNode; readonly ahead: boolean; readonly negative: boolean }
  | { readonly kind: 'assert'; readonly what: Assertion }
  | { readonly kind: 'reference'; readonly index: number; readonly ignoreCase: boolean }
  | { readonly kind: 'condition'; readonly index: number; readonly yes: RegexNode; readonly no: RegexNode };

export type Assertion =
  | 'lineStart'
  | 'lineEnd'
  | 'textStart'
  | 'textEnd'
  | 'textEndOrNewLine'
  | 'boundary'
  | 'notBoundary'
  | 'continue';

export interface ParsedRegex {
  readonly root: RegexNode;
  /** Group names by number; numbered groups are named by their number. */
  readonly names: readonly string[];
}

export interface RegexFlags {
  readonly ignoreCase: boolean;
  readonly multiline: boolean;
  readonly singleline: boolean;
  readonly explicitCapture: boolean;
  readonly ignoreSpace: boolean;
}

export function flagsOf(letters: string, value: boolean): Partial<RegexFlags> {
  const names = {
    i: 'ignoreCase',
    m: 'multiline',
    s: 'singleline',
    n: 'explicitCapture',
    x: 'ignoreSpace',
  } as const;
  const flags: { -readonly [K in keyof RegexFlags]?: boolean } = {};
  for (const letter of letters) flags[names[letter as 'i']] = value;
  return flags;
}
