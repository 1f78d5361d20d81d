/** The media type of a Content-Type, without parameters, in lower case. */
export function mediaTypeOf(contentType: string | undefined): string {
  return contentType?.split(';', 1)[0]?.trim().toLowerCase() ?? '';
}

/** `application/json`, `text/json` and whatever ends with `+json`. */
export const isJson = (contentType: string | undefined): boolean =>
  /^(?:application|text)\/(?:.*\+)?json$/.test(mediaTypeOf(contentType));

/** `application/xml`, `text/xml` and whatever ends with `+xml`. */
export const isXml = (contentType: string | undefined): boolean =>
  /^(?:application|text)\/(?:.*\+)?xml$/.test(mediaTypeOf(contentType));
