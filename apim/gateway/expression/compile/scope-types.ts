/** Namespaces of which expressions may write the full name; a type is found by its last name. */
const namespaces: ReadonlySet<string> = new Set([
  'System',
  'System.Collections',
  'System.Collections.Generic',
  'System.Globalization',
  'System.IO',
  'System.Linq',
  'System.Net',
  'System.Net.Http',
  'System.Security',
  'System.Security.Cryptography',
  'System.Security.Cryptography.X509Certificates',
  'System.Text',
  'System.Text.RegularExpressions',
  'System.Web',
  'System.Xml',
  'System.Xml.Linq',
  'System.Xml.XPath',
  'Newtonsoft',
  'Newtonsoft.Json',
  'Newtonsoft.Json.Linq',
]);

export function isNamespace(path: string): boolean {
  return namespaces.has(path);
}

/** `System.Text.Encoding` → `Encoding`; the name itself when it has no namespace of the list. */
export function withoutNamespace(path: string): string {
  const dot = path.lastIndexOf('.');
  return dot > 0 && namespaces.has(path.slice(0, dot)) ? path.slice(dot + 1) : path;
}
