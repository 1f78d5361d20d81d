import { Ajv, type ValidateFunction } from 'ajv';
import formats from 'ajv-formats';

/** Checks a value against a schema: what is wrong with it first, or undefined when nothing is. */
export type SchemaCheck = (value: unknown) => string | undefined;

/** The overrides of validate-content/content. */
export type SchemaOverrides = {
  readonly allowAdditionalProperties?: boolean | undefined;
  readonly ignoresCase?: boolean | undefined;
};

const KEY = 'document';

/**
 * The JSON schemas of one document: a schema, or an API's definition with many. Compiled when they are first asked for.
 */
export class JsonSchemas {
  readonly #document: unknown;
  readonly #validators = new Map<string, Ajv>();
  readonly #checks = new Map<string, SchemaCheck | undefined>();

  constructor(document: unknown) {
    this.#document = document;
  }

  /** The check of the schema at a local reference (`#`, `#/components/schemas/address`); undefined when there is none. */
  check(reference: string, overrides: SchemaOverrides = {}): SchemaCheck | undefined {
    const { allowAdditionalProperties, ignoresCase = false } = overrides;
    const variant = `${allowAdditionalProperties} ${ignoresCase}`;
    const key = `${variant} ${reference}`;
    if (!this.#checks.has(key)) {
      const validate = this.#compile(variant, overrides, ignoresCase ? lowerPointer(reference) : reference);
      this.#checks.set(key, validate && checkWith(validate, ignoresCase));
    }
    return this.#checks.get(key);
  }

  #compile(variant: string, overrides: SchemaOverrides, reference: string): ValidateFunction | undefined {
    let validator = this.#validators.get(variant);
    if (validator === undefined) {
      validator = new Ajv({ strict: false, validateSchema: false, logger: false });
      formats.default(validator);
      validator.addSchema(prepared(this.#document, overrides) as object, KEY);
      this.#validators.set(variant, validator);
    }
    try {
      return validator.compile({ $ref: `${KEY}${reference}` });
    } catch {
      // A reference to nothing, or a schema that is none: to API Management both are a missing definition.
      return undefined;
    }
  }
}

function checkWith(validate: ValidateFunction, ignoresCase: boolean): SchemaCheck {
  return (value) => {
    if (validate(ignoresCase ? withLowerNames(value) : value)) return undefined;
    const [error] = validate.errors ?? [];
    return `${error?.instancePath || 'The value'} ${error?.message}.`;
  };
}

/** A document as the validator takes it: drafts and OpenAPI 3.0 read as today's JSON Schema, overrides put in. */
function prepared(value: unknown, overrides: SchemaOverrides): unknown {
  if (Array.isArray(value)) return value.map((each) => prepared(each, overrides));
  if (value === null || typeof value !== 'object') return value;
  const { $schema: _, ...schema } = value as Record<string, unknown>;
  if (typeof schema.id === 'string') delete schema.id;
  for (const bound of ['Minimum', 'Maximum']) {
    const exclusive = `exclusive${bound}`;
    const inclusive = bound.toLowerCase();
    // Until draft 4, and in OpenAPI 3.0, it says of the inclusive bound whether it is exclusive.
    if (schema[exclusive] === true) {
      schema[exclusive] = schema[inclusive];
      delete schema[inclusive];
    } else if (schema[exclusive] === false) delete schema[exclusive];
  }
  if (schema.nullable === true && schema.type === undefined) delete schema.nullable;
  const allows = overrides.allowAdditionalProperties;
  if (allows === true && schema.additionalProperties === false) delete schema.additionalProperties;
  if (allows === false && isObject(schema.properties)) schema.additionalProperties = false;
  if (overrides.ignoresCase) {
    if (isObject(schema.properties)) schema.properties = lowered(schema.properties);
    if (Array.isArray(schema.required)) schema.required = schema.required.map((name) => lower(name));
  }
  return Object.fromEntries(Object.entries(schema).map(([name, each]) => [name, prepared(each, overrides)]));
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  value !== null && typeof value === 'object' && !Array.isArray(value);
const lower = (name: unknown): unknown => (typeof name === 'string' ? name.toLowerCase() : name);
const lowered = (properties: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(properties).map(([name, each]) => [name.toLowerCase(), each]));
/** Names below `properties` are in lower case in the prepared document. */
const lowerPointer = (reference: string): string =>
  reference.replaceAll(/(?<=\/properties\/)[^/]+/g, (name) => name.toLowerCase());

function withLowerNames(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withLowerNames);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [name.toLowerCase(), withLowerNames(each)]),
  );
}
