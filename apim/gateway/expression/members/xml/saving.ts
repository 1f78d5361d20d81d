import type { MemberTable } from '../../types/definition.ts';
import type { Call } from '../../types/signature.ts';
import type { EnumValue } from '../../values/enumeration.ts';
import type { XNode } from '../../values/xml.ts';
import { writeXml } from '../../values/xml-write.ts';
import type { StringWriter } from '../text-io.ts';
import { keeps } from './content.ts';

/** A text writer says UTF-16, whatever the text becomes later; .NET does the same. */
function save(node: XNode, writer: StringWriter, indented: boolean, call: Call): null {
  const declaration = '<?xml version="1.0" encoding="utf-16"?>';
  const text = call.run.text(writeXml(node, indented));
  return writer.write(`${declaration}${indented ? '\n' : ''}${text}`, call);
}

/** Save of XDocument and XElement, to a TextWriter: there are no files. */
export const saving: MemberTable = {
  'void Save(TextWriter textWriter)': (self: XNode, [writer]: [StringWriter], call: Call) =>
    save(self, writer, true, call),
  'void Save(TextWriter textWriter, SaveOptions options)': (
    self: XNode,
    [writer, options]: [StringWriter, EnumValue],
    call: Call,
  ) => save(self, writer, !keeps(options), call),
};
