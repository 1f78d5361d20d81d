import type { Call } from '../../types/signature.ts';
import { unescapeDataString } from '../../values/uri.ts';

const htmlEscapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** The named entities of U+00A0 to U+00FF, in the order of their code points (HTML 4, section 24.2). */
const latin =
  `nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2
  sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc
  Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve
  Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc
  atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve
  oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml`.split(/\s+/);

const htmlEntities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  euro: '€',
  hellip: '…',
  ndash: '–',
  mdash: '—',
  lsquo: '‘',
  rsquo: '’',
  ldquo: '“',
  rdquo: '”',
  bull: '•',
  trade: '™',
  ...Object.fromEntries(latin.map((name, i) => [name, String.fromCharCode(0xa0 + i)])),
};

/** WebUtility.UrlEncode: form encoding; ! ( ) * - . _ stay. */
function urlEncode(text: string): string {
  return encodeURIComponent(text.toWellFormed())
    .replace(/%20/g, '+')
    .replace(/['~]/g, (c) => (c === "'" ? '%27' : '%7E'));
}

function htmlEncode(text: string): string {
  return [...text]
    .map((c) => {
      const code = c.codePointAt(0) ?? 0;
      return htmlEscapes[c] ?? ((code >= 160 && code < 256) || code > 0xffff ? `&#${code};` : c);
    })
    .join('');
}

function htmlDecode(text: string): string {
  return text.replace(
    /&(?:#(\d{1,7})|#[xX]([\dA-Fa-f]{1,6})|(\w{2,8}));/g,
    (whole, decimal: string | undefined, hex: string | undefined, name: string | undefined) => {
      if (name !== undefined)
        return Object.hasOwn(htmlEntities, name) ? (htmlEntities[name] ?? whole) : whole;
      const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal);
      return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    },
  );
}

const orNull =
  (change: (text: string) => string) =>
  (_: null, [text]: [string | null], call: Call) =>
    text === null ? null : call.run.text(change(text));

export const web = {
  'string UrlEncode(string value)': orNull(urlEncode),
  'string UrlDecode(string encodedValue)': orNull((text) => unescapeDataString(text.replaceAll('+', ' '))),
  'string HtmlEncode(string value)': orNull(htmlEncode),
  'string HtmlDecode(string value)': orNull(htmlDecode),
};
