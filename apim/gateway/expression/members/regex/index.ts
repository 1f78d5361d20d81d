import type { TypeDefinition } from '../../types/definition.ts';
import { capture, collections, group, match } from './group.ts';
import { regex } from './regex.ts';

export const regexTypes: readonly TypeDefinition[] = [regex, capture, group, match, ...collections];
