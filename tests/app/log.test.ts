import { describe, expect, it } from 'vitest';
import { createLog, scrub } from '#app/log';
import { demo } from '#sandbox';

const secrets = [
  demo.discord.token,
  demo.telegram.token,
  demo.stripe.secretKey,
  demo.stripe.webhookSecret,
  'rk_live_abcdefghij',
  'ada.brook@example.org',
  'https://invoice.stripe.com/i/acct_1/live_YWNjdF8x',
];

const people = [
  '01a20216-9748-7759-bc75-fb0dad75f870',
  '1100000000000000004',
  'cus_cNwQlcno7CXnTe',
  'sub_1JGHFMhhSKj9d8Tlkc4p3ffL',
  'cs_test_a1B2c3D4e5F6',
];

/** One line of each kind with it in every place. */
function said(what: string, address = `https://host/v1/${what}/x`): string[] {
  const lines: string[] = [];
  const log = createLog('debug', (line) => lines.push(line));
  const nested = { deep: { deeper: [{ url: address, note: `x ${what} y` }] } };
  log.info({ token: what, ...nested }, `said ${what}`);
  const failure = Object.assign(new Error(`refused ${what}`, { cause: new Error(what) }), {
    payload: { user_id: 710000004, name: 'Ada Brook' },
  });
  log.error({ err: failure }, 'failed');
  log.warn({ headers: { authorization: `Bearer ${what}` } }, 'header');
  return lines;
}

describe('the log', () => {
  it.each([...secrets, ...people])('never holds %s, wherever it hides', (what) => {
    // Telegram's token follows the word "bot".
    const lines = secrets.includes(what) ? said(what, `https://host/bot${what}/getMe`) : said(what);
    expect(lines).toHaveLength(3);
    expect(lines.join('')).not.toContain(what);
  });

  it('holds nothing that a library hung on its error', () => {
    const lines = said('nothing').join('');
    expect(lines).not.toContain('Ada Brook');
    expect(lines).not.toContain('710000004');
    expect(lines).toContain('"message":"refused nothing"');
    expect(lines).toContain('log.test.ts');
  });

  it('knows a Telegram id by where it stands', () => {
    const line = scrub('{"personId":"710000004","ms":710000004,"link":"tg://user?id=710000004"}');
    expect(line.match(/710000004/g)).toHaveLength(1);
    expect(line).toContain('"ms":710000004');
  });

  it('gives the same person the same name, and others others', () => {
    const [ada, ben] = [people[0] ?? '', '01a20216-9748-7759-bc75-fb0dad75f871'];
    expect(scrub(ada)).toBe(scrub(ada));
    expect(scrub(ada)).toMatch(/^~[\w-]{8}$/);
    expect(scrub(ada)).not.toBe(scrub(ben));
  });

  it('hides the password of an address and keeps the rest', () => {
    expect(scrub('postgresql://lyceum:hunter2@db:5432/lyceum')).toBe(
      'postgresql://lyceum:[password]@db:5432/lyceum',
    );
    expect(scrub('redis://:hunter2@db')).not.toContain('hunter2');
  });

  it.each([
    '{"level":30,"time":1795341458073,"communityId":"01a20216-9748-7759-bc75-fb0dad75f870","examined":1,"msg":"seats looked at"}',
    '{"level":40,"space":"1100000000000000001","problem":"bot_no_invite","msg":"no join link"}',
    '{"level":40,"space":"-1001200000001","verdict":"approve","msg":"a join request could not be settled"}',
    '{"level":40,"what":"price","code":"resource_missing","event":"evt_1JGHFMhhSKj9d8Tl","price":"price_demo_pass"}',
    '{"level":30,"reason":"not_in_space","hint":"in_progress","ms":1234567890123}',
  ])('leaves ordinary lines alone: %s', (line) => {
    expect(scrub(line)).toBe(line);
  });
});
