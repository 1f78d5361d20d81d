import { Registry } from '../types/registry.ts';
import { collectionTypes } from './collections/index.ts';
import { contextTypes } from './context/index.ts';
import { stringMembers } from './context/jwt.ts';
import { convertTypes } from './convert.ts';
import { cryptoTypes } from './crypto/index.ts';
import { byteArrayMembers } from './crypto/symmetric.ts';
import { enumTypes } from './enums.ts';
import { jsonTypes } from './json/index.ts';
import { jsonSequenceMembers } from './json/sequence.ts';
import { linqTypes } from './linq/index.ts';
import { numberTypes } from './number.ts';
import { objectTypes } from './object.ts';
import { regexTypes } from './regex/index.ts';
import { textTypes } from './text/index.ts';
import { textIoTypes } from './text-io.ts';
import { timeTypes } from './time/index.ts';
import { uriTypes } from './uri/index.ts';
import { xmlTypes } from './xml/index.ts';
import { xmlSequenceMembers } from './xml/sequence.ts';

/** Every type that expressions can name or meet: the closed list. Nothing outside it can be reached. */
export const registry = new Registry([
  ...objectTypes,
  ...numberTypes,
  ...textTypes(stringMembers),
  ...textIoTypes,
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
