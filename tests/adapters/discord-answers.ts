/** Answers, plain and hostile, for the tests of how they look. */
import fc from 'fast-check';
import { say, type Answer, type Phrase, type RenderedButton } from '#contracts';

export const reader = { locale: 'en', timeZone: 'UTC' } as const;

export function answer(reply: Partial<Answer['reply']>, more: Partial<Answer> = {}): Answer {
  return {
    kind: 'reply',
    reply: { buttons: [], ...reply },
    visibility: 'private',
    ...reader,
    ...more,
  };
}

/** A phrase that is nothing but one value. */
export const value = (text: string): Phrase => say('common.literal', { text });

const nasty = [
  '@everyone', '@here', '<@1100000000000000001>', '<@&13>', '<#14>', '</plan:15>', '<id:browse>', '<:a:16>',
  '<t:0:R>', ':smile:', ':100:', '[x](https://evil.example)', '<https://evil.example>', 'https://evil.example/?a=b',
  'HTTP://EVIL', 'mailto:a@b.c', 'steam://run', 'tel:+123', '**b**', '*i*', '_i_', '__u__', '~~s~~', '||s||', '`c`',
  '```', '```js\nx```', '\\', '\\\\', '\\*', '# h', '## h', '-# small', '- l', '* l', '+ l', '1. l', '23.', '> q',
  '>>> q', '\n', '\n\n\n', '  ', '\u202E', '\u0000', '\uD800', '\u200D', '\uFEFF', '陈薇', '👩‍👩‍👧', ']', '(', ')', '[', '\uE0000\uE001',
  '{{text}}', '$t(common.yes)', '!', '~', '|', '_', '*', '\t', '\r\n',
]; // prettier-ignore

/** Text as a person with bad intentions would type it. */
export const hostile: fc.Arbitrary<string> = fc
  .array(fc.oneof(fc.constantFrom(...nasty), fc.string({ maxLength: 12 }), fc.string({ unit: 'binary', maxLength: 8 })), {
    maxLength: 14,
  })
  .map((parts) => parts.join('')); // prettier-ignore

const long = fc
  .tuple(hostile, fc.nat({ max: 300 }))
  .map(([text, times]) => text.repeat(times).slice(0, 9_000));
const text = fc.oneof({ weight: 5, arbitrary: hostile }, { weight: 1, arbitrary: long });

export const phrase: fc.Arbitrary<Phrase> = fc.oneof(
  text.map(value),
  fc.tuple(text, text).map(([first, second]) => say('common.and', { first, second })),
  text.map((name) => say('errors.plan_name_taken', { name })),
  text.map((command) => say('errors.unknown_command', { command })),
  fc.tuple(text, fc.webUrl()).map(([label, link]) => say('common.literal', { text: { link, label } })),
  fc
    .date({ min: new Date(0), max: new Date('2100-01-01'), noInvalidDate: true })
    .map((at) => say('common.until', { at: { at, as: 'datetime' } })),
);

const button: fc.Arbitrary<RenderedButton> = fc.oneof(
  fc.record({
    label: phrase,
    token: fc.stringMatching(/^[\w-]{22}$/),
    style: fc.constantFrom('primary' as const, 'plain' as const, 'danger' as const),
  }),
  fc.record({
    label: phrase,
    url: fc.oneof(
      fc.webUrl({ withQueryParameters: true, withFragments: true }),
      fc.nat({ max: 4_000 }).map((n) => `https://pay.example/${'x'.repeat(n)}`),
      fc.constantFrom('tg://resolve?domain=x', 'javascript:alert(1)', ''),
    ),
  }),
);

export const anyAnswer: fc.Arbitrary<Answer> = fc
  .record(
    {
      tone: fc.constantFrom('plain' as const, 'good' as const, 'warning' as const, 'bad' as const),
      title: phrase,
      body: fc.array(phrase, { maxLength: 8 }),
      fields: fc.array(fc.record({ name: phrase, value: phrase }), { maxLength: 40 }),
      list: fc.array(
        fc.record({ mark: fc.constantFrom('good' as const, 'bad' as const, 'wait' as const), text: phrase }),
        { maxLength: 40 },
      ),
      table: fc.record({
        head: fc.array(phrase, { maxLength: 6 }),
        rows: fc.array(fc.array(phrase, { maxLength: 7 }), { maxLength: 30 }),
      }),
      file: fc.record({
        name: hostile,
        type: fc.constant('text/csv'),
        data: fc.uint8Array({ maxLength: 9 }),
      }),
      picture: fc.record({ name: hostile, data: fc.uint8Array({ maxLength: 9 }), alt: phrase }),
      buttons: fc.array(fc.array(button, { maxLength: 8 }), { maxLength: 8 }),
      replaces: fc.boolean(),
    },
    { requiredKeys: ['buttons'] },
  )
  .map((reply) => answer(reply));
