import { ExpressionException } from '../errors.ts';
import type { TokenMemory } from '../run.ts';
import { arrayOf, named, t } from '../type-ref.ts';
import type { TypeRef, Value } from '../value.ts';
import { DotnetObject } from '../value.ts';
import { type KeyValuePair, stringArray } from './collection.ts';
import { Dictionary } from './dictionary.ts';
import type { JToken } from './json.ts';
import { JArray, JObject } from './json.ts';
import { readJson } from './json-read.ts';
import { JValue } from './json-value.ts';

/** APIM's Jwt: the parts of a token, not verified (reference page, "Jwt"). */
export class Jwt extends DotnetObject {
  readonly token: string;
  readonly header: JObject;
  readonly payload: JObject;
  #claims: Dictionary | undefined;
  readonly dotnetType: TypeRef = named('Jwt');
  constructor(token: string, header: JObject, payload: JObject) {
    super();
    this.token = token;
    this.header = header;
    this.payload = payload;
  }

  /** Made for this object alone: an expression may write into the arrays. */
  get claims(): Dictionary {
    this.#claims ??= new ClaimsDictionary(this.payload);
    return this.#claims;
  }

  override text(): string {
    return this.token;
  }

  /** A claim as one string, null when it is missing. */
  claim(name: string): string | null {
    const token = this.payload.get(name);
    return token === null ? null : (claimTexts(token)[0] ?? null);
  }

  /** Seconds since 1970 of a claim such as exp. */
  seconds(name: string): number | null {
    const text = this.claim(name);
    const value = text === null ? Number.NaN : Number(text);
    return Number.isFinite(value) ? value : null;
  }
}

/** Claims by name. An expression asks for one or two of them, so each is made when it is first asked for. */
class ClaimsDictionary extends Dictionary {
  readonly #payload: JObject;
  #isWhole = false;

  constructor(payload: JObject) {
    super(t.string, arrayOf(t.string), 'exact', 'ValuesDictionary');
    this.#payload = payload;
  }

  override find(key: Value): Value | undefined {
    const made = super.find(key);
    if (made !== undefined || this.#isWhole || typeof key !== 'string') return made;
    const token = this.#payload.get(key);
    if (token === null) return undefined;
    const values = stringArray(claimTexts(token));
    this.set(key, values);
    return values;
  }

  override has(key: Value): boolean {
    return this.find(key) !== undefined;
  }

  override get size(): number {
    return this.#payload.children().length;
  }

  override keys(): Value[] {
    this.#makeWhole();
    return super.keys();
  }

  override values(): Value[] {
    this.#makeWhole();
    return super.values();
  }

  override *pairs(): Generator<KeyValuePair, void> {
    this.#makeWhole();
    yield* super.pairs();
  }

  /** All claims in the order of the token, those that were made already as they are. */
  #makeWhole(): void {
    if (this.#isWhole) return;
    const all = this.#payload.children().map(({ name }) => [name, this.find(name) ?? null] as const);
    this.clear();
    for (const [name, values] of all) this.set(name, values);
    this.#isWhole = true;
  }
}

/** Claim values are strings: JSON for objects, one entry for each item of an array. */
function claimTexts(token: JToken): string[] {
  if (token instanceof JArray)
    return token.items.flatMap((item) => (item instanceof JValue ? [item.text(null)] : [item.text('')]));
  if (token instanceof JValue)
    return [typeof token.value === 'boolean' ? String(token.value) : token.text(null)];
  return [token.text('')];
}

/** What a token says, read. No expression gets hold of these objects, so objects of type Jwt may share them. */
type TokenParts = { readonly header: JObject; readonly payload: JObject };

/** Reads `header.payload.signature`, with or without the scheme `Bearer`; null when it is no JWT. */
export function parseJwt(text: string, memory?: TokenMemory): Jwt | null {
  const token = text.replace(/^\s*Bearer\s+/i, '').trim();
  const known = memory?.get(token) as TokenParts | undefined;
  if (known !== undefined) return new Jwt(token, known.header, known.payload);
  const parts = token.split('.');
  if (parts.length !== 3 && parts.length !== 5) return null;
  const header = jsonPart(parts[0] ?? '');
  const payload = parts.length === 5 ? new JObject() : jsonPart(parts[1] ?? '');
  if (header === null || payload === null) return null;
  memory?.set(token, { header, payload } satisfies TokenParts, token.length);
  return new Jwt(token, header, payload);
}

function jsonPart(part: string): JObject | null {
  if (!/^[\w-]+$/.test(part)) return null;
  try {
    const token = readJson(Buffer.from(part, 'base64url').toString('utf8'), false);
    return token instanceof JObject ? token : null;
  } catch (error) {
    if (error instanceof ExpressionException) return null;
    throw error;
  }
}

/** APIM's BasicAuthCredentials. */
export class BasicCredentials extends DotnetObject {
  readonly userId: string;
  readonly password: string;
  readonly dotnetType: TypeRef = named('BasicAuthCredentials');
  constructor(userId: string, password: string) {
    super();
    this.userId = userId;
    this.password = password;
  }
}

/** Reads `Basic base64(user:password)`; null when it is none (RFC 7617). */
export function parseBasic(text: string): BasicCredentials | null {
  const match = /^\s*Basic\s+([A-Za-z\d+/]+={0,2})\s*$/i.exec(text);
  const decoded = match === null ? '' : Buffer.from(match[1] ?? '', 'base64').toString('utf8');
  const colon = decoded.indexOf(':');
  return colon < 0 ? null : new BasicCredentials(decoded.slice(0, colon), decoded.slice(colon + 1));
}
