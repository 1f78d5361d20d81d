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
];
