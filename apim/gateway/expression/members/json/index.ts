import type { TypeDefinition } from '../../types/definition.ts';
import { array } from './array.ts';
import { container, enumerable, property } from './container.ts';
import { convert } from './convert.ts';
import { object } from './object.ts';
import { settingsTypes } from './settings.ts';
import { token, tokenComparer } from './token.ts';
import { raw, value } from './value.ts';

export const jsonTypes: readonly TypeDefinition[] = [
  token,
  tokenComparer,
  container,
  object,
  array,
  property,
  value,
  raw,
  enumerable,
  convert,
  ...settingsTypes,
];
