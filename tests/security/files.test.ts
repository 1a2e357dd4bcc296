import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { printed } from '../../src/app/doctor/print.js';
import { runImport } from '../../src/app/import/run.js';
import { csvLine, finding, readCsv } from '#contracts';
import { silentLog } from '#kernel/log';
import { startProduct, type Product } from '../_support/product.js';
import { hostile } from './hostile.js';

const STEERS = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069]/u;
const FORMULA = /^\s*[=+\-@]/;
const reader = { locale: 'en', timeZone: 'UTC' } as const;

let product: Product;
let home: string;
beforeAll(async () => {
  product = await startProduct({ bots: false, workers: false });
  home = await mkdtemp(join(tmpdir(), 'lyceum-files-'));
});
afterAll(async () => {
  await product.close();
  await rm(home, { recursive: true });
});

async function cells(text: string): Promise<string[][]> {
  const out: string[][] = [];
  const pieces = async function* () {
    yield text;
  };
  for await (const record of readCsv(pieces())) if ('cells' in record) out.push(record.cells);
  return out;
}

describe('a line of a CSV file', () => {
  it('comes back as it was written, and no spreadsheet runs any of it', async () => {
    for (const text of hostile) {
      const [read] = await cells(csvLine(['first', text, 'last']));
      if (!read) continue;
      expect([read[0], read.at(-1), read.length]).toEqual(['first', 'last', 3]);
      expect(FORMULA.test(read[1] ?? '')).toBe(false);
    }
  });
});

describe('an import', () => {
  const columns = ['discord_id', 'telegram_id', 'stripe_customer', 'plan', 'ends_at', 'name', 'email'];
  const right = ['1180000000000000001', '', '', 'Membership', '2030-01-01', 'Somebody', 'a@b.example'];

  it('of a file that holds anything anywhere ends, tells what it refused, and keeps what is right', async () => {
    const lines: string[] = [];
    // Each string as a name, and in one of the other columns in turn.
    const others = columns.map((_, column) => column).filter((column) => columns[column] !== 'name');
    const rows = hostile.flatMap((text, at) =>
      [columns.indexOf('name'), others[at % others.length] ?? 0].map((column) => {
        const row = [...right];
        row[0] = `118${String(at * 10 + column).padStart(15, '0')}`;
        row[column] = text;
        return row;
      }),
    );
    // Quoted as they are, and not as our own files are written: this one comes from elsewhere.
    const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`;
    const file = join(home, 'members.csv');
    await writeFile(file, [columns, ...rows].map((row) => row.map(quoted).join(',')).join('\n'));
    const codes = join(home, 'codes.csv');
    const { database } = product.data;
    const errand = {
      database,
      clock: product.sandbox.clock,
      log: silentLog,
      source: null,
      secrets: ['only for tests, but long enough to sign with'] as const,
      reader,
      print: (line: string) => void lines.push(line),
    };
    const wish = {
      from: { csv: file },
      apply: true,
      keys: { discord: [], telegram: [] },
      joinAccounts: false,
      reissue: false,
      validDays: 30,
      codes,
    };
    await runImport(errand, wish);
    expect(lines.length).toBeGreaterThan(10);
    expect(lines.filter((line) => STEERS.test(line))).toEqual([]);
    expect(lines.join('\n')).not.toMatch(/TypeError|Prisma|\.ts:\d+|\[object/);
    // Names and addresses may be anything, so those rows were taken over; broken ids, plans and days were not.
    const { community } = product;
    const grants = await database.unscoped.grant.count({ where: { communityId: community.id } });
    expect(grants).toBeGreaterThanOrEqual(hostile.length);
    expect(grants).toBeLessThan(hostile.length * 1.7);
    expect(await database.unscoped.plan.count()).toBe(2);
    const written = await cells((await readFile(codes, 'utf8')).replace('\uFEFF', ''));
    expect(written.length).toBeGreaterThan(1);
    expect(written.flat().filter((cell) => FORMULA.test(cell))).toEqual([]);
  }, 180_000);
});

describe('a console', () => {
  it('is steered by nobody’s name', () => {
    const name = '\u001b]0;owned\u0007\u001b[2J\u202egpj.exe\u009b31m';
    const text = printed(
      [finding('public_url.unreachable', 'broken', { address: name, reason: name })],
      reader,
    );
    expect(text).toContain('gpj.exe');
    expect(STEERS.test(text)).toBe(false);
  });
});
