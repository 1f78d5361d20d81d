import type { RequestView, ResponseView, UrlView } from '../../context.ts';
import { Uri } from '../../values/uri.ts';
import { lookupOf, textMap, view } from './dictionaries.ts';

function urlText(url: UrlView): string {
  const standard =
    (url.Scheme === 'https' && url.Port === 443) ||
    (url.Scheme === 'http' && url.Port === 80) ||
    url.Port <= 0;
  return `${url.Scheme}://${url.Host}${standard ? '' : `:${url.Port}`}${url.Path}${url.QueryString}`;
}

export const request = view('IRequest', {
  'IMessageBody Body': (self: RequestView) => self.Body,
  'X509Certificate2 Certificate': (self: RequestView) => self.Certificate,
  'ValuesDictionary<string, string[]> Headers': (self: RequestView) => lookupOf(self.Headers),
  'string IpAddress': (self: RequestView) => self.IpAddress,
  'IReadOnlyDictionary<string, string> MatchedParameters': (self: RequestView) =>
    textMap(self.MatchedParameters),
  'string Method': (self: RequestView) => self.Method,
  'IUrl OriginalUrl': (self: RequestView) => self.OriginalUrl,
  'IUrl Url': (self: RequestView) => self.Url,
  'IPrivateEndpointConnection PrivateEndpointConnection': (self: RequestView) =>
    self.PrivateEndpointConnection,
  'IFoundry Foundry': (self: RequestView) => self.Foundry ?? null,
});

export const response = view('IResponse', {
  'IMessageBody Body': (self: ResponseView) => self.Body,
  'ValuesDictionary<string, string[]> Headers': (self: ResponseView) => lookupOf(self.Headers),
  'int StatusCode': (self: ResponseView) => self.StatusCode,
  'string StatusReason': (self: ResponseView) => self.StatusReason,
});

export const url = view('IUrl', {
  'string Host': (self: UrlView) => self.Host,
  'string Path': (self: UrlView) => self.Path,
  'int Port': (self: UrlView) => self.Port,
  'ValuesDictionary<string, string[]> Query': (self: UrlView) => lookupOf(self.Query),
  'string QueryString': (self: UrlView) => self.QueryString,
  'string Scheme': (self: UrlView) => self.Scheme,
  'Uri ToUri()': (self: UrlView) => Uri.absolute(urlText(self)),
  'string ToString()': (self: UrlView) => urlText(self),
});
