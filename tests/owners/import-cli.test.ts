import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPatient, type Patient } from '../doctor/patient.js';
import { addImportCommands } from '#app/cli/import';
import { sayHere } from '../_support/console.js';
import { person } from '../_support/product.js';
import { root } from '../_support/sources.js';

const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;

let patient: Patient;
beforeAll(async () => {
  patient = await openPatient();
});
afterAll(() => patient.close());

/** `lyceum import` in a process of its own, beside the running product. */
function lyceum(...words: string[]): Promise<{ code: number; out: string }> {
  const program = join(root, 'src', 'app', 'cli.ts');
  const given = ['--import', tsx, '--conditions=development', program, 'import', ...words];
  return new Promise((resolve) => {
    const options = { cwd: patient.dataDir, env: { ...patient.settings, LOG_LEVEL: 'error' } };
    execFile(process.execPath, given, options, (error, out, err) =>
      resolve({ code: error ? Number(error.code) : 0, out: out + err }),
    );
  });
}

/** The same in this process. */
const here = (...words: string[]) =>
  sayHere(
    addImportCommands,
    ['import', ...words],
    { ...patient.settings, LOG_LEVEL: 'error' },
    patient.dataDir,
  );

/** Starting the program anew takes seconds on a machine that is busy. */
const patience = 180_000;

describe('lyceum import, on the console', () => {
  it(
    'does nothing without --apply, does it with it, and the running product goes on from there',
    async () => {
      const { access, members } = patient.product.app.rooms;
      const { id: communityId } = patient.product.community;
      const { discordId, name } = person('ada');
      const rows = [
        'discord_id,plan,ends_at,email',
        `${discordId},Membership,2099-12-31,`,
        ',Membership,,a@b.cd',
        'x,,,',
      ];
      await writeFile(join(patient.dataDir, 'members.csv'), rows.join('\n'));
      const { member } = await members.arrive(communityId, {
        platform: 'discord',
        externalId: discordId,
        name,
      });

      const dry = await here('csv', 'members.csv', '--lang', 'en');
      expect(dry.out).toContain('A dry run: nothing is written.');
      expect(dry.out).toContain('line 4: discord_id has to be the number of an account');
      expect(dry.code).toBe(1);
      expect(await access.grants(communityId, member.id)).toEqual([]);

      const done = await lyceum('csv', 'members.csv', '--apply', '--lang', 'zh-CN', '--codes', 'codes.csv');
      expect(done.out).toContain('有编号可以认出，方案已给到期满：1');
      expect(done.out).toContain('需要一次性代码：1');
      expect(await access.grants(communityId, member.id)).toMatchObject([{ reason: 'import' }]);
      expect(await readFile(join(patient.dataDir, 'codes.csv'), 'utf8')).toMatch(
        /^\uFEFFcode,email.*\r\n[A-Z2-9-]{14},a@b\.cd/,
      );
      // The console goes by this machine's clock, which the sandbox's has to catch up with.
      const behind = Date.now() - patient.product.sandbox.clock.now().getTime();
      await patient.product.pass({ days: Math.max(0, Math.ceil(behind / 86_400_000)), minutes: 1 });
      expect((await access.entitlements(communityId, member.id))[0]).toMatchObject({ granting: true });

      const stripe = await here('stripe', '--discord-key', 'club', '--lang', 'en');
      expect(stripe.out).toContain('0 looked at.');
      expect(stripe.code).toBe(0);
    },
    patience,
  );

  it(
    'says what it cannot do in a sentence',
    async () => {
      const nowhere = await here('csv', 'nowhere.csv', '--lang', 'en');
      expect(nowhere.out).toContain('It stopped: ENOENT');
      expect(nowhere.code).toBe(1);
      const days = await here('stripe', '--valid-days', '0');
      expect(days.out).toContain('1 to 730 days');
      const other = await here('stripe', '--community', 'Elsewhere', '--lang', 'en');
      expect(other.out).toContain('Name one with --community: Lyceum Demo');
      expect(other.code).toBe(1);
    },
    patience,
  );
});
