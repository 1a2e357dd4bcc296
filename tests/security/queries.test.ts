import { describe, expect, it } from 'vitest';
import { Prisma, tenantModels } from '#database';
import { sources } from '../_support/sources.js';

const files = sources().filter(({ path }) => !path.startsWith('src/sandbox/'));
const client = (model: string) => model.charAt(0).toLowerCase() + model.slice(1);
const tenants = new Set([...tenantModels].map(client));

/**
 * Where a community's rows are asked for without saying which community's, and what stands in for it.
 * One line for each file and table; whatever is not here fails.
 */
const WITHOUT_COMMUNITY: Record<string, string> = {
  'src/domain/members/store.ts space': 'finds out whose a guild or group is; a platform’s id is unique',
  'src/domain/members/store.ts account': 'in which communities somebody is known, told by the platform',
  'src/domain/members/store.ts linkCode': 'forgets what expired, everywhere',
  'src/domain/delivery/store.ts button': 'by an unguessable token; the dispatcher compares the community',
  'src/domain/billing/book-store.ts customer': 'Stripe’s id is unique, and says whose it is',
  'src/domain/billing/tie-store.ts customer': 'Stripe’s id is unique, and says whose it is',
  'src/domain/learning/certificate-store.ts certificate':
    'whoever has the unguessable address of a certificate',
  'src/app/cli/outbox.ts message': 'the operator’s console',
  'src/app/installation.ts space': 'whether the sandbox made what is here',
  'src/app/doctor/books.ts space': 'the operator’s console',
  'src/app/doctor/books.ts planPrice': 'the operator’s console',
  'src/app/doctor/books.ts faqPlace': 'the operator’s console',
  'src/app/doctor/books.ts ticketDesk': 'the operator’s console',
  'src/app/doctor/staff.ts member': 'the operator’s console; names each community in turn',
  'src/app/doctor/staff.ts plan': 'the operator’s console; names each community in turn',
};

describe('rows of a community', () => {
  const found = new Set(
    files.flatMap(({ path, text }) =>
      [...text.matchAll(/\bunscoped\s*\.(\w+)\s*\.\w+\(/g)]
        .map(([, model = '']) => model)
        .filter((model) => tenants.has(model))
        .map((model) => `${path} ${model}`),
    ),
  );

  it('are asked for without it in these places, and in no other', () => {
    expect([...found].sort()).toEqual(Object.keys(WITHOUT_COMMUNITY).sort());
  });

  it('are never reached by handing the free client on', () => {
    // A name of its own for it would hide what is asked of it.
    const renamed = files.filter(
      ({ path, text }) =>
        !path.startsWith('src/database/') && /\bunscoped\s*(:|=)\s*\w|=\s*\w*\.?unscoped\s*;/.test(text),
    );
    expect(renamed.map(({ path }) => path)).toEqual([]);
  });
});

describe('raw SQL', () => {
  const statements = files.flatMap(({ path, text }) =>
    [...text.matchAll(/\$(?:query|execute)Raw(?:<[^`]*?>)?\s*`([^`]*)`/g)].map(([, sql = '']) => ({
      path,
      sql,
    })),
  );

  it('is found where it is used', () => {
    expect(statements.length).toBeGreaterThan(5);
    const written = files.flatMap(({ text }) => [
      ...text.matchAll(/\$(query|execute)Raw\b(?!Unsafe)[^'(]/g),
    ]).length;
    expect(statements.length).toBe(written);
  });

  /** As above, for statements. */
  const SILENT: Record<string, string> = {
    'src/database/wipe.ts': 'empties everything, for the sandbox',
    'src/domain/billing/tie-store.ts': 'Stripe’s id is unique, and says whose it is',
    'src/domain/billing/event-store.ts': 'only whether Stripe’s id is known at all',
    'src/domain/engagement/event-store.ts': 'one batch is of several communities; each row names its own',
    'src/domain/engagement/listening-store.ts': 'each row names its own',
    'src/domain/engagement/pseudonym-store.ts': 'one batch is of several communities; each row names its own',
  };

  it('names the community wherever it touches a community’s table', () => {
    const tables = [...tenantModels];
    const silent = statements
      .filter(({ sql }) => tables.some((table) => sql.includes(`"${table}"`)))
      .filter(({ sql }) => !/"communityId" = \$\{/.test(sql))
      .map(({ path }) => path);
    expect([...new Set(silent)].sort()).toEqual(Object.keys(SILENT).sort());
  });

  it('is a tagged template, whose values Postgres gets apart from it', () => {
    const unsafe = files.filter(
      ({ path, text }) =>
        path !== 'src/database/guard.ts' && /RawUnsafe|Prisma\.raw\b|Prisma\.sql\s*\(/.test(text),
    );
    expect(unsafe.map(({ path }) => path)).toEqual([]);
  });

  it('without Prisma is spoken by the database room, the queue and the doctor alone', () => {
    const speaks = files.filter(({ text }) => /\b(pool|client)\.query\b/.test(text)).map(({ path }) => path);
    expect(speaks.filter((path) => !/^src\/(database|adapters\/bullmq|app\/doctor)\//.test(path))).toEqual(
      [],
    );
  });

  it('without Prisma takes no value from outside into its text', () => {
    const built = files.flatMap(({ path, text }) =>
      [...text.matchAll(/\.query(?:<[^`(]*>)?\(\s*`([^`]*\$\{([^}]*)\}[^`]*)`/g)].map(
        ([, , value = '']) => `${path}: ${value.trim()}`,
      ),
    );
    // Names of schemas, tables and columns, and numbers of ours; never what somebody said.
    expect(built.filter((one) => !/^src\/(database|adapters\/bullmq)\//.test(one))).toEqual([]);
  });
});

it('what was done is only ever added to, but for taking somebody out of it who is forgotten', () => {
  const changing = files
    .filter(({ text }) => /\baudit\s*\.(update|delete|upsert)/i.test(text))
    .map(({ path }) => path);
  expect(changing).toEqual(['src/domain/members/personal-store.ts']);
});

it('every table is known to be a community’s, or is one of these', () => {
  const free = Object.values(Prisma.ModelName).filter((model) => !tenantModels.has(model));
  expect(free.sort()).toEqual([
    'ActivityWriter',
    'Breaker',
    'Community',
    'Cursor',
    'SetupCode',
    'StripeEvent',
  ]);
});
