import type {
  BodyView,
  CertificateView,
  HeaderLookup,
  RequestView,
  ResponseView,
  UrlView,
} from '../expression/index.ts';
import { headerLookup } from '../expression/index.ts';
import type { Answer, ForwardedRequest } from '../statements/exchange.ts';
import type { HeaderList } from '../statements/http/header-list.ts';
import type { MessageBody } from '../statements/http/message-body.ts';

const EMPTY = new Uint8Array(0);

/** Told when an expression consumes a body, so that the trace can say why nothing is left of it. */
export type OnConsumed = (message: 'request' | 'response') => void;

/** A message body as expressions see it. */
class MessageBodyView implements BodyView {
  readonly type = 'IMessageBody';
  readonly #body: MessageBody;
  readonly #headers: HeaderList;
  readonly #onConsumed: () => void;

  constructor(body: MessageBody, headers: HeaderList, onConsumed: () => void) {
    this.#body = body;
    this.#headers = headers;
    this.#onConsumed = onConsumed;
  }

  get charset(): string | undefined {
    return /\bcharset\s*=\s*"?([\w.:-]+)/i.exec(this.#headers.text('content-type') ?? '')?.[1];
  }

  /**
   * "By default, the As<T> and AsFormUrlEncodedContent methods use the original message body stream, render it
   * unavailable after it returns" (api-management-policy-expressions, IMessageBody).
   */
  read(preserveContent: boolean): Uint8Array {
    const bytes = this.#body.buffered;
    if (bytes === undefined) throw new Error('An expression read a body that is not in memory.');
    if (!preserveContent && bytes.length > 0) {
      this.#body.replace(EMPTY);
      this.#onConsumed();
    }
    return bytes;
  }
}

/** A URL as expressions see it. */
export function urlView(url: URL): UrlView {
  return {
    type: 'IUrl',
    Scheme: url.protocol.slice(0, -1),
    Host: url.hostname,
    Port: Number(url.port || (url.protocol === 'https:' || url.protocol === 'wss:' ? 443 : 80)),
    Path: url.pathname,
    QueryString: url.search,
    Query: headerLookup(url.searchParams.entries()),
  };
}

/** What of a request no statement changes. */
export type RequestFacts = {
  readonly originalUrl: URL;
  readonly ipAddress: string;
  readonly matchedParameters: ReadonlyMap<string, string>;
  /** The caller's certificate, in DER. */
  readonly clientCertificate: Uint8Array | undefined;
};

/** The request as expressions see it: what statements have made of it so far. */
export class LiveRequestView implements RequestView {
  readonly type = 'IRequest';
  readonly Certificate: CertificateView | null;
  readonly PrivateEndpointConnection = null;
  readonly #request: ForwardedRequest;
  readonly #facts: RequestFacts;
  readonly #body: MessageBodyView;
  #originalUrl: UrlView | undefined;

  constructor(request: ForwardedRequest, facts: RequestFacts, onConsumed: OnConsumed) {
    this.#request = request;
    this.#facts = facts;
    const der = facts.clientCertificate;
    this.Certificate = der === undefined ? null : { type: 'X509Certificate2', der };
    this.#body = new MessageBodyView(request.body, request.headers, () => onConsumed('request'));
  }

  get Body(): BodyView | null {
    return this.#request.body.isAbsent ? null : this.#body;
  }

  get Headers(): HeaderLookup {
    return this.#request.headers;
  }

  get IpAddress(): string {
    return this.#facts.ipAddress;
  }

  get MatchedParameters(): ReadonlyMap<string, string> {
    return this.#facts.matchedParameters;
  }

  get Method(): string {
    return this.#request.method;
  }

  get OriginalUrl(): UrlView {
    this.#originalUrl ??= urlView(this.#facts.originalUrl);
    return this.#originalUrl;
  }

  /** "Current request URL": the backend's, with the path and the query as they are now. */
  get Url(): UrlView {
    const { backendUrl, path, query } = this.#request;
    const url = new URL(backendUrl ?? this.#facts.originalUrl.origin);
    url.pathname = path;
    url.search = new URLSearchParams(
      query.map(([name, value]): [string, string] => [name, value]),
    ).toString();
    return urlView(url);
  }
}

/** A response as expressions see it; live as long as the answer is. */
class LiveResponseView implements ResponseView {
  readonly type = 'IResponse';
  readonly #answer: Answer;
  readonly #body: MessageBodyView;

  constructor(answer: Answer, onConsumed: OnConsumed) {
    this.#answer = answer;
    this.#body = new MessageBodyView(answer.body, answer.headers, () => onConsumed('response'));
  }

  get Body(): BodyView | null {
    return this.#answer.body.isAbsent ? null : this.#body;
  }

  get Headers(): HeaderLookup {
    return this.#answer.headers;
  }

  get StatusCode(): number {
    return this.#answer.statusCode;
  }

  get StatusReason(): string {
    return this.#answer.statusReason;
  }
}

/** Views of answers and back: an expression may hand a stored response on. */
export class ResponseViews {
  // A request has an answer or two, and these maps live as long as it does.
  readonly #views = new Map<Answer, ResponseView>();
  readonly #answers = new Map<unknown, Answer>();
  readonly #onConsumed: OnConsumed;

  constructor(onConsumed: OnConsumed) {
    this.#onConsumed = onConsumed;
  }

  /** The one view of an answer. */
  of(answer: Answer): ResponseView {
    const known = this.#views.get(answer);
    if (known !== undefined) return known;
    const view = new LiveResponseView(answer, this.#onConsumed);
    this.#views.set(answer, view);
    this.#answers.set(view, answer);
    return view;
  }

  /** The answer of a view. */
  answerOf(view: unknown): Answer | undefined {
    return this.#answers.get(view);
  }
}
