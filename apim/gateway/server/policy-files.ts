import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { type PolicyDocument, readPolicyDocument } from '../documents/policy-document.ts';
import { byPlace, type Problem } from '../documents/problem.ts';
import {
  type EffectivePolicy,
  type LoadOptions,
  loadPolicies,
  PolicyLoadError,
  type ScopedDocuments,
} from '../engine/load-policies.ts';
import { STATEMENTS } from '../statements/registry.ts';
import { KNOWN_BUT_NOT_SUPPORTED } from '../statements/unsupported.ts';
import { type ApiConfiguration, ConfigurationError, type GatewayConfiguration } from './configuration.ts';

/** "The global policy that is created by default": what runs where no global document is given. */
const DEFAULT_GLOBAL =
  '<policies><inbound /><backend><forward-request /></backend><outbound /><on-error /></policies>';

/** The effective policies of a configuration, by API, product and operation. */
export type PolicySet = {
  /** For requests that no API takes. */
  readonly unmatched: EffectivePolicy;
  readonly of: (api: string, operation: string | undefined, product: string | undefined) => EffectivePolicy;
};

/** Reads and compiles every policy that the configuration can lead to. Throws PolicyLoadError with all problems. */
export function loadPolicySet(folder: string, configuration: GatewayConfiguration): PolicySet {
  const files = new PolicyFiles(folder, configuration);
  return files.load();
}

/** The named values of a configuration as a document sees them. */
export function namedValuesOf({ namedValues }: GatewayConfiguration): Map<string, string> {
  return new Map(
    Object.entries(namedValues).map(([name, given]) => [
      name,
      typeof given === 'string' ? given : given.value,
    ]),
  );
}

class PolicyFiles {
  readonly #folder: string;
  readonly #configuration: GatewayConfiguration;
  readonly #documents = new Map<string, PolicyDocument>();
  readonly #problems = new Map<string, Problem>();
  readonly #shared = new Map<string, unknown>();
  readonly #global: PolicyDocument;
  readonly #fragments: ReadonlyMap<string, PolicyDocument>;

  constructor(folder: string, configuration: GatewayConfiguration) {
    this.#folder = folder;
    this.#configuration = configuration;
    this.#global =
      configuration.globalPolicy === undefined
        ? readPolicyDocument('(default global policy)', DEFAULT_GLOBAL, undefined)
        : this.#read(configuration.globalPolicy);
    this.#fragments = new Map(
      Object.entries(configuration.fragments).map(([id, path]) => [id, this.#read(path)]),
    );
  }

  load(): PolicySet {
    const unmatched = this.#compile({ global: this.#global }, undefined);
    const compiled = new Map<string, EffectivePolicy | undefined>();
    const products = [undefined, ...this.#configuration.products];
    for (const api of this.#configuration.apis) {
      for (const operation of [undefined, ...api.operations]) {
        for (const product of products) {
          const documents: ScopedDocuments = {
            global: this.#globalOf(api),
            ...this.#scope('product', product?.policy),
            ...this.#scope('api', api.policy),
            ...this.#scope('operation', operation?.policy),
          };
          compiled.set(keyOf(api.id, operation?.id, product?.id), this.#compile(documents, api));
        }
      }
    }
    if (unmatched === undefined || this.#problems.size > 0) {
      throw new PolicyLoadError([...this.#problems.values()].sort(byPlace));
    }
    return {
      unmatched,
      of: (api, operation, product) => compiled.get(keyOf(api, operation, product)) ?? unmatched,
    };
  }

  #globalOf({ underGlobalPolicy }: ApiConfiguration): PolicyDocument {
    return underGlobalPolicy
      ? this.#global
      : readPolicyDocument('(default global policy)', DEFAULT_GLOBAL, undefined);
  }

  #scope(name: 'product' | 'api' | 'operation', path: string | undefined): ScopedDocuments {
    return path === undefined ? {} : { [name]: this.#read(path) };
  }

  #compile(documents: ScopedDocuments, api: ApiConfiguration | undefined): EffectivePolicy | undefined {
    const options: LoadOptions = {
      statements: STATEMENTS,
      unsupported: KNOWN_BUT_NOT_SUPPORTED,
      fragments: this.#fragments,
      assumeFragments: false,
      graphqlSchema: api?.schema === undefined ? undefined : this.#text(api.schema),
      shared: this.#shared,
    };
    const { policy, problems } = loadPolicies(documents, options);
    for (const problem of problems) {
      const { file, line, column } = problem.place;
      if (problem.severity === 'error') {
        this.#problems.set(`${file}:${line}:${column} ${problem.message}`, problem);
      }
    }
    return policy;
  }

  #read(path: string): PolicyDocument {
    const known = this.#documents.get(path);
    if (known !== undefined) return known;
    const document = readPolicyDocument(
      resolve(this.#folder, path),
      this.#text(path),
      namedValuesOf(this.#configuration),
    );
    this.#documents.set(path, document);
    return document;
  }

  #text(path: string): string {
    const full = resolve(this.#folder, path);
    try {
      return readFileSync(full, 'utf8');
    } catch (cause) {
      const { code } = cause as NodeJS.ErrnoException;
      throw new ConfigurationError(`${full} cannot be read (${code})`, { cause });
    }
  }
}

const keyOf = (...parts: readonly (string | undefined)[]): string => JSON.stringify(parts);
