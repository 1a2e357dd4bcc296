import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { asJson } from '#app/doctor/print';
import { addDoctorCommand } from '#app/cli/doctor';
import { sayHere } from '../_support/console.js';
import { root } from '../_support/sources.js';
import { openPatient, type Patient } from './patient.js';

const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
const report = z.strictObject({
  broken: z.int(),
  risky: z.int(),
  findings: z.array(
    z.strictObject({
      id: z.string(),
      severity: z.enum(['broken', 'risky', 'fine']),
      what: z.string().min(1),
      mend: z.string().min(1).nullable(),
    }),
  ),
});

let patient: Patient;
beforeAll(async () => {
  patient = await openPatient();
});
afterAll(() => patient.close());

/** `lyceum doctor` in a process of its own, with the patient's settings. */
function lyceum(words: string[], env: Record<string, string> = {}): Promise<{ code: number; out: string }> {
  const program = join(root, 'src', 'app', 'cli.ts');
  const given = ['--import', tsx, '--conditions=development', program, 'doctor', ...words];
  return new Promise((resolve) => {
    // Where no .env lies; what is not in `env` is not set.
    const options = { cwd: patient.dataDir, env: { ...patient.settings, ...env } };
    execFile(process.execPath, given, options, (error, out, err) =>
      resolve({ code: error ? Number(error.code) : 0, out: out + err }),
    );
  });
}

/** The same in this process. */
const here = (words: string[], env: Record<string, string> = {}) =>
  sayHere(addDoctorCommand, ['doctor', ...words], { ...patient.settings, ...env }, patient.dataDir);

/** Starting the program anew takes seconds on a machine that is busy. */
const patience = 120_000;

describe('lyceum doctor', () => {
  it(
    'says that all is well, in the system’s language, and ends with 0',
    async () => {
      const { out, code } = await lyceum([], { LANG: 'zh_CN.UTF-8' });
      expect(out).toContain('✔ Discord 让我们以 Lyceum 登录。');
      expect(out).toMatch(/没有坏掉的地方。$/m);
      expect(out).not.toContain('✖');
      expect(code).toBe(0);
    },
    patience,
  );

  it('says what is broken and how to mend it, in the language asked for, repeats no secret, and ends with 1', async () => {
    await patient.act('stripe', 'portal', { saved: false });
    const wrong = new URL(patient.settings['DATABASE_URL'] ?? '');
    wrong.password = 'a-password-nobody-should-read';
    const env = { DATABASE_URL: wrong.href, ENCRYPTION_KEYS: '', LANG: 'zh_CN.UTF-8' };
    const { out, code } = await here(['--lang', 'en'], env);
    expect(out).toContain('✖ Postgres at DATABASE_URL does not let us in (28P01).');
    expect(out).toContain('✖ The Customer Portal has never been set up in test mode');
    expect(out).toContain(
      '    In Stripe’s dashboard, under Settings, Billing, Customer portal, press Save once.',
    );
    expect(out).toContain('! Lyceum keeps its secret key on this disk only');
    expect(out).toMatch(/^2 things are broken\./m);
    expect(code).toBe(1);
    for (const secret of [wrong.password, ...secrets()]) expect(out).not.toContain(secret);
    await patient.act('stripe', 'portal');
  });

  it('says which settings are wrong, all at once, also to a program: broken settings.refused', async () => {
    const env = { HTTP_PORT: '99999', STRIPE_WEBHOOK_SECRET: 'oops' };
    const { out, code } = await here(['--json'], env);
    const { findings, broken } = report.parse(JSON.parse(out));
    expect(findings.map(({ id }) => id)).toEqual(['settings.refused', 'settings.refused']);
    expect(findings.map(({ what }) => what).join()).toMatch(/HTTP_PORT.*STRIPE_WEBHOOK_SECRET/s);
    expect([broken, code]).toEqual([2, 1]);
  });
});

describe('what it says to programs', () => {
  it('is the same, with stable names', async () => {
    await patient.act('stripe', 'portal', { saved: false });
    await patient.act('stripe', 'endpoint', { apiVersion: '2024-06-20' });
    const said = asJson(await patient.examine(), { locale: 'en', timeZone: 'UTC' });
    const read = report.parse(JSON.parse(said));
    expect([read.broken, read.risky]).toEqual([1, 1]);
    expect(read.findings).toContainEqual({
      id: 'stripe.portal_missing',
      severity: 'broken',
      what: 'The Customer Portal has never been set up in test mode: members cannot change their card or cancel.',
      mend: 'In Stripe’s dashboard, under Settings, Billing, Customer portal, press Save once.',
    });
    expect(read.findings.find(({ id }) => id === 'discord.works')?.mend).toBeNull();
    await patient.act('stripe', 'portal');
    await patient.act('stripe', 'endpoint');
  });
});

function secrets(): string[] {
  return Object.entries(patient.settings).flatMap(([name, value]) =>
    /TOKEN|SECRET|KEYS/.test(name) ? [value] : [],
  );
}
