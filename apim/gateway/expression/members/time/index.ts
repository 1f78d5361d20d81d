import type { TypeDefinition } from '../../types/definition.ts';
import { dateTime } from './date-time.ts';
import { dateTimeOffset } from './date-time-offset.ts';
import { timeSpan } from './time-span.ts';
import { timeZone } from './time-zone.ts';

export const timeTypes: readonly TypeDefinition[] = [dateTime, dateTimeOffset, timeSpan, timeZone];
