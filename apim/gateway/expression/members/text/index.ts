import { defineType, type MemberTable, type TypeDefinition } from '../../types/definition.ts';
import { stringComparer } from './comparer.ts';
import { string } from './string.ts';

export const textTypes = (extensions: MemberTable): readonly TypeDefinition[] => [
  string(extensions),
  stringComparer,
  defineType('IEqualityComparer<T>', { kind: 'interface' }),
  defineType('IComparer<T>', { kind: 'interface' }),
];
