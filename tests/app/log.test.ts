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
];

describe('the log', () => {
  it.each(secrets)('never holds %s, wherever it hides', (secret) => {
    const lines: string[] = [];
    const log = createLog('debug', (line) => lines.push(line));
    const nested = { deep: { deeper: [{ url: `https://host/bot${secret}/getMe`, note: `x ${secret} y` }] } };
    log.info({ token: secret, ...nested }, `said ${secret}`);
    log.error({ err: new Error(`refused ${secret}`, { cause: new Error(secret) }) }, 'failed');
    log.warn({ headers: { authorization: `Bearer ${secret}` } }, 'header');
    expect(lines).toHaveLength(3);
    expect(lines.join('')).not.toContain(secret);
  });

  it('hides the password of an address and keeps the rest', () => {
    expect(scrub('postgresql://lyceum:hunter2@db:5432/lyceum')).toBe(
      'postgresql://lyceum:[password]@db:5432/lyceum',
    );
    expect(scrub('redis://:hunter2@db')).not.toContain('hunter2');
  });

  it('leaves ordinary lines alone', () => {
    const line =
      '{"level":30,"memberId":"01a20216-9748-7759-bc75-fb0dad75f870","granted":1,"msg":"access changed"}';
    expect(scrub(line)).toBe(line);
  });
});
