import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPatient, troubles, type Patient } from './patient.js';

let patient: Patient;
beforeAll(async () => {
  patient = await openPatient();
});
afterAll(() => patient.close());

describe('an installation in good health', () => {
  it('has nothing broken and nothing risky, and says so of every part', async () => {
    const findings = await patient.examine();
    expect(troubles(findings)).toEqual([]);
    expect(findings.map(({ id }) => id).sort()).toEqual([
      'clock.works',
      'database.works',
      'discord.works',
      'machine.works',
      'public_url.works',
      'stripe.after_retries_unknown',
      'stripe.works',
      'telegram.works',
    ]);
  });

  it('is looked at without a trace on the platforms', async () => {
    const { sandbox } = patient.product;
    const states = () =>
      JSON.stringify(
        [sandbox.discord.state(), sandbox.telegram.state()].map((state) => ({ ...state, ids: 0 })),
      );
    const before = states();
    sandbox.wire.clear();
    await patient.examine();
    expect(states()).toBe(before);
    const changing = sandbox.wire
      .after(0)
      .filter(({ platform, method }) => platform !== 'telegram' && /^(POST|PUT|PATCH|DELETE)$/.test(method))
      .map(({ platform, method, path }) => `${platform} ${method} ${path}`);
    expect(changing).toEqual([]);
    // Telegram takes everything as POST: the names of the methods tell.
    const asked = new Set(sandbox.wire.after(0).map(({ path }) => path.split('/bot<token>/')[1]));
    expect([...asked].filter((name) => name && !name.startsWith('get'))).toEqual([]);
  });

  it('needs no platform at all while it is in the sandbox', async () => {
    const names = ['DISCORD_TOKEN', 'TELEGRAM_TOKEN', 'STRIPE_SECRET_KEY', 'STRIPE_WEBHOOK_SECRET'];
    const findings = await patient.examine(Object.fromEntries(names.map((name) => [name, ''])));
    expect(troubles(findings)).toEqual([]);
    expect(findings.map(({ id }) => id)).toContain('settings.sandbox');
    expect(findings.some(({ id }) => /^(discord|telegram|stripe)\./.test(id))).toBe(false);
  });
});
