import { defineType, type TypeDefinition } from '../../types/definition.ts';
import { ip } from './ip-address.ts';
import { uri } from './uri.ts';
import { builder } from './uri-builder.ts';
import { web } from './web-utility.ts';

export const uriTypes: readonly TypeDefinition[] = [
  uri,
  builder,
  defineType('WebUtility', { kind: 'static', statics: web }),
  defineType('HttpUtility', { kind: 'static', statics: web }),
  ip,
];
