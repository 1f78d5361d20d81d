import { dotnetError } from '../../errors.ts';
import { named } from '../../type-ref.ts';
import { defineType, type TypeDefinition } from '../../types/definition.ts';
import type { Call } from '../../types/signature.ts';
import type { Value } from '../../value.ts';
import { CsList } from '../../values/collection.ts';
import { Capture, failed, firstMatch, type Match } from './matching.ts';
import { expand } from './replace.ts';

export const capture = defineType('Capture', {
  members: {
    'string Value': (self: Capture) => self.value,
    'int Index': (self: Capture) => self.start,
    'int Length': (self: Capture) => self.value.length,
  },
});

export const group = defineType('Group', {
  bases: ['Capture'],
  members: {
    'bool Success': (self: Capture) => self.success,
    'string Name': (self: Capture) => self.name,
    'CaptureCollection Captures': (self: Capture) =>
      new CsList(
        named('Capture'),
        self.all.length > 0 || !self.success
          ? self.all.map(({ start, end }) => new Capture(self.input, start, end, self.name, 'Capture'))
          : [self],
        'CaptureCollection',
      ),
  },
});

export const match = defineType('Match', {
  bases: ['Group'],
  statics: { 'Match Empty': () => failed() },
  members: {
    'GroupCollection Groups': (self: Match) => self.groups(),
    'string Result(string replacement)': (self: Match, [template]: [string]) => {
      if (!self.success)
        throw dotnetError('NotSupportedException', 'Result cannot be called on a failed Match.');
      return expand(template, self);
    },
    'Match NextMatch()': (self: Match, _args: [], call: Call) => {
      if (self.regex === null) return failed();
      return firstMatch(self.regex, self.input, call.run, self.end === self.start ? self.end + 1 : self.end);
    },
  },
});

const byName = (self: CsList, key: string): Value =>
  self.items.find((item) => item instanceof Capture && item.name === key) ?? new Capture('', 0, -1, key);

export const collections: readonly TypeDefinition[] = [
  defineType('GroupCollection', {
    bases: ['IReadOnlyList<Group>'],
    members: {
      'Group this[int groupnum]': (self: CsList, [index]: [number]) =>
        self.items[index] ?? new Capture('', 0, -1, String(index)),
      'Group this[string groupname]': (self: CsList, [name]: [string]) => byName(self, name),
    },
  }),
  defineType('MatchCollection', { bases: ['IReadOnlyList<Match>'] }),
  defineType('CaptureCollection', { bases: ['IReadOnlyList<Capture>'] }),
];
