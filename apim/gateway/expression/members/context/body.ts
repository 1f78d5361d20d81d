import type { BodyView } from '../../context.ts';
import { dotnetError } from '../../errors.ts';
import { named, t } from '../../type-ref.ts';
import type { Call } from '../../types/signature.ts';
import type { Value } from '../../value.ts';
import { Encoding, encodingOf } from '../../values/binary.ts';
import { CsList } from '../../values/collection.ts';
import { Dictionary } from '../../values/dictionary.ts';
import { parseToken } from '../../values/json-convert.ts';
import { readXml } from '../../values/xml-read.ts';
import { view } from './dictionaries.ts';

/** `Body.As<T>()`: the bytes as text, JSON, XML or themselves. */
function bodyAs(self: BodyView, preserve: boolean, call: Call): Value {
  const bytes = self.read(preserve);
  call.run.allocate(bytes.length);
  const type = call.typeOf('T');
  if (type.name === '[]') return bytes;
  const encoding = encodingOf(self.charset ?? 'utf-8') ?? new Encoding('utf-8');
  const text = encoding.decode(bytes).replace(/^\ufeff/, '');
  const read = readers[type.name];
  if (read === undefined)
    throw dotnetError('InvalidOperationException', `The body cannot be read as ${type.name}.`);
  return read(text, call);
}

const readers: Readonly<Record<string, (text: string, call: Call) => Value>> = {
  string: (text) => text,
  object: (text) => text,
  JObject: (text, call) => parseToken(text, 'JObject', call.run),
  JArray: (text, call) => parseToken(text, 'JArray', call.run),
  JToken: (text, call) => parseToken(text, 'JToken', call.run),
  XDocument: (text) => readXml(text, false),
  XElement: (text) => readXml(text, false).root,
  XNode: (text) => readXml(text, false).root,
};

export const body = view('IMessageBody', {
  'T As<T>(bool preserveContent = false)': (self: BodyView, [preserve]: [boolean], call: Call) =>
    bodyAs(self, preserve, call),
  'IDictionary<string, IList<string>> AsFormUrlEncodedContent(bool preserveContent = false)': (
    self: BodyView,
    [preserve]: [boolean],
  ) => {
    const form = new Dictionary(t.string, named('IList', t.string));
    for (const [name, value] of new URLSearchParams(Buffer.from(self.read(preserve)).toString('utf8'))) {
      const known = form.find(name);
      if (known instanceof CsList) known.items.push(value);
      else form.set(name, new CsList(t.string, [value]));
    }
    return form;
  },
});
