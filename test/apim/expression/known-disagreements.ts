/** Where the interpreter differs from .NET, with the reason; docs/apim-expressions.md lists the same by name. */
export const knownDisagreements: readonly {
  readonly name: string;
  readonly source: string;
  readonly why: string;
}[] = [
  {
    name: 'Parse(null) of a bare null literal',
    source: 'Guid.Parse(null)',
    why: 'C# calls it ambiguous because of span overloads that policy expressions cannot name; here it throws at run time',
  },
  {
    name: 'TryParse(null) of a bare null literal',
    source: 'int.TryParse(null, out _)',
    why: 'as above; here it gives false',
  },
  {
    name: 'comment before a JSON value',
    source: 'JToken.Parse("/* c */ 1")',
    why: 'Newtonsoft gives the comment as the token; here comments are skipped',
  },
  {
    name: 'Take(0) is an array',
    source: 'new List<int> { 5, 3, 8, 1, 3 }.Take(0)',
    why: 'the run-time class of an empty sequence; its elements are the same',
  },
  {
    name: 'Take of a negative count is an array',
    source: 'new List<int> { 5, 3, 8, 1, 3 }.Take(-1)',
    why: 'the run-time class of an empty sequence; its elements are the same',
  },
  {
    name: 'index directly behind new T[n]',
    source:
      '{ try { return new int[1][0] == 0 ? new[] { 1 }[5] : 0; } catch (IndexOutOfRangeException ex) { return ex.Message; } }',
    why: 'C# reads a rank specifier there and refuses it; here it is an index',
  },
  {
    name: '@$ strings',
    source: '@$"a\\{1}"',
    why: 'C# 8 syntax, accepted like $@',
  },
  {
    name: 'document type definitions',
    source: 'XDocument.Parse("<!DOCTYPE a [<!ENTITY e \'x\'>]><a>&e;</a>")',
    why: 'refused with XmlException: entities are the road to entity expansion',
  },
  {
    name: 'DeepEquals of <a/> and <a></a>',
    source: 'XNode.DeepEquals(XElement.Parse("<a/>"), XElement.Parse("<a></a>"))',
    why: 'the difference between an empty element and one without content is not kept',
  },
  {
    name: 'definite assignment of pattern variables',
    source: '{ object o = 5; if (o is int n) { } return n; }',
    why: 'C# refuses a variable that may have no value; here it has its default',
  },
  {
    name: 'a pattern that can never match',
    source: '{ if (5 is string s) return s; return 0; }',
    why: 'C# refuses it; here it does not match',
  },
  {
    name: 'generic local functions',
    source: '{ T Id<T>(T v) => v; return Id("a") + Id(1); }',
    why: 'refused: local functions have no type parameters',
  },
  {
    name: 'iterators (yield return)',
    source: '{ IEnumerable<int> Gen() { yield return 1; yield return 2; } return Gen().Sum(); }',
    why: 'refused by name',
  },
  {
    name: 'iterators (yield break)',
    source:
      '{ IEnumerable<int> Gen(int n) { for (var i = 0; i < n; i++) { if (i == 3) yield break; yield return i; } } return Gen(10).ToArray(); }',
    why: 'refused by name',
  },
  {
    name: 'arrays of several dimensions',
    source: '{ var a = new int[2, 2]; return a.Length; }',
    why: 'refused by name',
  },
  {
    name: 'goto to a label',
    source: '{ goto end; end: return 5; }',
    why: 'refused by name',
  },
  {
    name: 'goto back to a label',
    source: '{ var i = 0; again: i++; if (i < 3) goto again; return i; }',
    why: 'refused by name',
  },
  {
    name: 'escaped letters in the path of a Uri',
    source: 'new Uri("https://a.com/%41").AbsolutePath',
    why: 'percent signs of unreserved characters are not taken away',
  },
  {
    name: 'regular expressions in JSON paths',
    source:
      'JObject.Parse("{\\"a\\":[{\\"p\\":\\"abc\\"},{\\"p\\":\\"xyz\\"}]}").SelectToken("$.a[?(@.p =~ /^x/)].p")',
    why: 'refused by name: JsonException',
  },
];
