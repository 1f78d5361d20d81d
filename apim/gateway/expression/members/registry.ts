import { Registry } from '../types/registry.ts';
import { collectionTypes } from './collections.ts';
import { contextTypes, stringMembers } from './context.ts';
import { convertTypes } from './convert.ts';
import { byteArrayMembers, cryptoTypes } from './crypto.ts';
import { enumTypes } from './enums.ts';
import { jsonSequenceMembers, jsonTypes } from './json.ts';
import { linqTypes } from './linq.ts';
import { numberTypes } from './number.ts';
import { objectTypes } from './object.ts';
import { regexTypes } from './regex.ts';
import { textTypes } from './text.ts';
import { timeTypes } from './time.ts';
import { uriTypes } from './uri.ts';
import { xmlSequenceMembers, xmlTypes } from './xml.ts';

/** Every type that expressions can name or meet: the closed list. Nothing outside it can be reached. */
export const registry = new Registry([
  ...objectTypes,
  ...numberTypes,
  ...textTypes(stringMembers),
  ...enumTypes,
  ...collectionTypes(byteArrayMembers),
  ...linqTypes({ ...jsonSequenceMembers, ...xmlSequenceMembers }),
  ...convertTypes,
  ...timeTypes,
  ...uriTypes,
  ...jsonTypes,
  ...xmlTypes,
  ...regexTypes,
  ...cryptoTypes,
  ...contextTypes,
]);
