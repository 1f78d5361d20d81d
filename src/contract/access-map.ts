import type { Clauses, Guard } from './guard.ts';

/** A place in the SDL. */
export interface Place {
  readonly file: string;
  readonly line: number;
}

/** A scope or a row rule that the contract declares (`@scope`, `@rowRule`). */
export interface Declared extends Place {
  readonly name: string;
  readonly about: string;
}

/** What the SDL says about the length of a list (IBM GraphQL cost specification, `@listSize`). */
export interface ListSize {
  readonly assumedSize: number | undefined;
  readonly slicingArguments: readonly string[];
  readonly sizedFields: readonly string[];
  readonly requireOneSlicingArgument: boolean;
}

/** The directives as written on one place, before anything is combined; for pages and diffs that people read. */
export interface Written {
  readonly isPublic: boolean;
  readonly scopes: Clauses | undefined;
  readonly policies: Clauses | undefined;
}

/** Access to a type: object, interface, union, enum or scalar. */
export interface TypeAccess extends Place {
  readonly coordinate: string;
  readonly kind: 'object' | 'interface' | 'union' | 'enum' | 'scalar';
  readonly written: Written;
  /** All must open. Empty: anyone with a token. For interfaces and unions: what their object types ask for, together. */
  readonly guards: readonly Guard[];
  readonly weight: number | undefined;
}

/** Access to a field of an object type or an interface. */
export interface FieldAccess extends Place {
  /** `Type.field`. */
  readonly coordinate: string;
  readonly type: string;
  readonly field: string;
  /** The named type that it returns. */
  readonly returns: string;
  readonly written: Written;
  /** All must open: the type's, the field's own, the returned type's. Empty: anyone with a token. */
  readonly guards: readonly Guard[];
  /** Those of `guards` that whoever reached the parent has not passed already. */
  readonly beyondParent: readonly Guard[];
  readonly weight: number | undefined;
  readonly listSize: ListSize | undefined;
  readonly isSensitive: boolean;
}

/** An argument or an input field. Who may send it is decided by the field that takes it. */
export interface InputAccess extends Place {
  /** `Type.field(argument:)` or `Input.field`. */
  readonly coordinate: string;
  readonly weight: number | undefined;
  readonly isSensitive: boolean;
}

/** Who may see what, by schema coordinate. Immutable. What is not in it is denied. */
export interface AccessMap {
  readonly types: ReadonlyMap<string, TypeAccess>;
  readonly fields: ReadonlyMap<string, FieldAccess>;
  readonly inputs: ReadonlyMap<string, InputAccess>;
  readonly scopes: ReadonlyMap<string, Declared>;
  readonly rowRules: ReadonlyMap<string, Declared>;
  /** Coordinates that no directive covers: denied, and named by `npm run check`. */
  readonly uncovered: readonly (Place & { readonly coordinate: string })[];
}
