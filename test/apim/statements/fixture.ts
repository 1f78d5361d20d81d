import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A token to be signed: `${name}` in a header stands for it. */
export type FixtureToken = {
  /** Seconds in `exp` and `nbf` are counted from the fixture's clock. */
  readonly claims: Readonly<Record<string, unknown>>;
  readonly expiresIn?: number;
  readonly validIn?: number;
  readonly kid?: string;
  /** Which of the two keys signs; only `published` is in the provider's key set. */
  readonly key?: 'published' | 'other';
  readonly alg?: 'RS256' | 'none';
};

/** A request to the gateway; what is left out is a GET without headers. */
export type FixtureRequest = {
  readonly method?: string;
  readonly url?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** Seconds that pass before the request. */
  readonly advance?: number;
  /** How often the request is sent. */
  readonly times?: number;
};

/** A backend's answer, or how it fails. */
export type FixtureBackend = {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly fails?: 'timeout' | 'connection';
};

/** `request.json`: one request or several, and the world around them. */
export type FixtureInput = FixtureRequest & {
  readonly requests?: readonly FixtureRequest[];
  readonly ipAddress?: string;
  readonly now?: string;
  readonly subscription?: string;
  readonly matchedParameters?: Readonly<Record<string, string>>;
  readonly fragments?: Readonly<Record<string, string>>;
  readonly graphqlSchema?: string;
  readonly tokens?: Readonly<Record<string, FixtureToken>>;
  readonly issuer?: string;
  readonly configurationDown?: boolean;
  readonly identityToken?: string;
  /** Answers in the order in which they are asked for; the last one stays. */
  readonly backend?: readonly FixtureBackend[];
  readonly backends?: Readonly<Record<string, string>>;
  /** PEM of the caller's certificate, and of authorities. */
  readonly clientCertificate?: string;
  readonly authorities?: readonly string[];
  /** PEM by certificate id. */
  readonly certificates?: Readonly<Record<string, string>>;
  /** An OpenAPI 3 document and which of its operations is asked. */
  readonly definition?: { readonly document: unknown; readonly method: string; readonly urlTemplate: string };
  readonly schemas?: Readonly<Record<string, unknown>>;
  /** Access tokens by `provider/connection`. */
  readonly authorizations?: Readonly<Record<string, string>>;
};

/** What is expected of one request; what is left out is not looked at, `null` means absent. */
export type FixtureAnswer = {
  readonly status?: number;
  readonly reason?: string;
  readonly headers?: Readonly<Record<string, string | null>>;
  readonly body?: unknown;
};

/** A request that reached a backend. */
export type FixtureForwarded = {
  readonly method?: string;
  readonly url?: string;
  readonly headers?: Readonly<Record<string, string | null>>;
  readonly body?: unknown;
  readonly certificate?: unknown;
  readonly proxy?: unknown;
  readonly timeout?: number;
};

/** `expected.json`, or the faults at load. */
export type FixtureExpectation = {
  /** Where the expectation comes from: a page of the reference, a capture, or our decision. */
  readonly source: string;
  readonly answer?: FixtureAnswer;
  readonly answers?: readonly FixtureAnswer[];
  readonly forwarded?: readonly FixtureForwarded[];
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly lastError?: Readonly<Record<string, string>>;
  readonly emissions?: readonly unknown[];
  readonly waits?: readonly number[];
  readonly openIdFetches?: number;
  readonly faults?: readonly string[];
};

/** A fixture: a folder of three files. */
export type Fixture = {
  readonly name: string;
  readonly policy: string;
  readonly input: FixtureInput;
  readonly expected: FixtureExpectation;
};

/** All fixtures below a folder, `<policy>/<case>`. */
export function readFixtures(root: string): Fixture[] {
  return readdirSync(root)
    .flatMap((policy) => readdirSync(join(root, policy)).map((name) => join(policy, name)))
    .map((name) => {
      const read = (file: string) => readFileSync(join(root, name, file), 'utf8');
      return {
        name,
        policy: read('policy.xml'),
        input: JSON.parse(read('request.json')) as FixtureInput,
        expected: JSON.parse(read('expected.json')) as FixtureExpectation,
      };
    });
}
