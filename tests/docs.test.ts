import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { commands } from '#commands';
import { isGroup, isTextKey, plain } from '#contracts';
import { jobs } from '#jobs';
import { silentLog } from '#kernel/log';
import { startSandbox } from '#sandbox';
import { root } from './_support/sources.js';

const read = (path: string) => readFileSync(join(root, path), 'utf8');
const found = (text: string, shape: RegExp) => [...text.matchAll(shape)].map((match) => match[1] ?? '');

const readmes = ['README.md', 'docs/README.zh-CN.md'];
const pages = [
  'README.md',
  'CHANGELOG.md',
  ...readdirSync(join(root, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
].map((path) => ({ path, text: read(path) }));

/** What stands in backticks, alone or as a block. */
function code(text: string): string {
  return [
    ...found(text, /```\w*\n([^]*?)```/g),
    ...found(text.replaceAll(/```[^]*?```/g, ''), /`([^`\n]+)`/g),
  ].join('\n');
}

/** Complaints of one kind over all pages. */
function complaints(check: (page: { path: string; text: string }) => string[]): string[] {
  return pages.flatMap((page) => check(page).map((what) => `${page.path}: ${what}`));
}

describe('settings', () => {
  const settings = found(read('src/app/config.ts'), /^ {2}([A-Z][A-Z\d_]+): (?!\{)/gm);

  it('are found in the schema', () => {
    expect(settings.length).toBeGreaterThan(15);
    expect(settings).toContain('DATABASE_URL');
  });

  it('are the ones in .env.example, no more and no fewer', () => {
    expect(found(read('.env.example'), /^#?([A-Z][A-Z\d_]+)=/gm).sort()).toEqual([...settings].sort());
  });

  it.each(readmes)('are the ones in the table of %s', (path) => {
    expect(found(read(path), /^\| `([A-Z][A-Z\d_]+)` /gm).sort()).toEqual([...settings].sort());
  });
});

describe('commands', () => {
  const paths = commands.flatMap((command) =>
    isGroup(command) ? Object.keys(command.parts).map((part) => `${command.name} ${part}`) : [command.name],
  );

  it.each(readmes)('are all named in %s, with their Chinese names', (path) => {
    const text = read(path);
    expect(paths.filter((one) => !text.includes(`\`/${one}\``))).toEqual([]);
    const chinese = commands.map(({ name }) => {
      const key = `commands.${name}.name`;
      return isTextKey(key) ? plain('zh-CN', key) : key;
    });
    expect(chinese.filter((name) => !text.includes(`\`/${name}\``))).toEqual([]);
  });

  it('that do not exist are named nowhere as if they did', () => {
    const known = new Set([...commands.map(({ name }) => name), ...paths]);
    const first = commands.filter(isGroup).map(({ name }) => name);
    const wrong = complaints(({ text }) =>
      // What is not there yet is said so, in a list of its own; @BotFather has commands too.
      found(
        text.replaceAll(/^- .*`\/(privacy|paysupport)`.*$/gm, ''),
        /`\/([a-z-]+(?: [a-z-]+)?)(?=[ `])[^`\n]*`/g,
      )
        .map((said) => (first.includes(said.split(' ')[0] ?? '') ? said : (said.split(' ')[0] ?? '')))
        .filter((said) => !known.has(said) && !NOT_COMMANDS.has(said)),
    );
    expect(wrong).toEqual([]);
  });
});

/** Words after a slash that are addresses of ours, or commands of @BotFather. */
const NOT_COMMANDS = new Set(['livez', 'readyz', 'metrics', 'paid', 'back', 'newbot']);

describe('what may be typed on a console', () => {
  const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
  const cli = [
    'src/app/cli.ts',
    ...readdirSync(join(root, 'src/app/cli')).map((name) => `src/app/cli/${name}`),
  ]
    .map(read)
    .join('\n');
  const subcommands = new Set(found(cli, /\.command\('([\w-]+)'/g));

  it('is a script of package.json', () => {
    expect(
      complaints(({ text }) =>
        found(text, /npm run (?:-s )?([\w:-]+)/g).filter((name) => !(name in scripts)),
      ),
    ).toEqual([]);
  });

  it('is a command of the program', () => {
    expect(subcommands).toContain('setup-code');
    const said = /(?:npm run lyceum -- |dist\/src\/app\/cli\.js |^lyceum )([a-z][\w-]*)/gm;
    expect(
      complaints(({ text }) => found(code(text), said).filter((name) => !subcommands.has(name))),
    ).toEqual([]);
  });

  it('names files that are there', () => {
    const file = /(?:^|[\s(`])((?:src|commands|jobs|tests|prisma|scripts|bench)\/[\w./-]+)/gm;
    const there = (path: string) => [path, `${path}.ts`].some((one) => existsSync(join(root, one)));
    expect(
      complaints(({ text }) =>
        found(code(text), file)
          .filter((path) => !path.endsWith('…') && !there(path.replace(/\.$/, '')))
          // `src/domain/<room>/` is a pattern, not a place.
          .filter((path) => !text.includes(`${path}<`)),
      ),
    ).toEqual([]);
  });
});

describe('links', () => {
  it('lead to files and headings that are there', () => {
    const broken = complaints(({ path, text }) =>
      found(text, /\]\(([^)\s]+)\)/g)
        .filter((target) => !/^https?:/.test(target))
        .filter((target) => {
          const [file = '', anchor] = target.split('#');
          const at = file === '' ? path : join(dirname(path), file);
          if (!existsSync(join(root, at))) return true;
          return anchor !== undefined && !anchors(read(at)).includes(anchor);
        }),
    );
    expect(broken).toEqual([]);
  });
});

/** Headings as they are addressed: lower case, blanks as dashes, without signs. */
function anchors(text: string): string[] {
  return found(text.replaceAll(/```[^]*?```/g, ''), /^#+ (.+)$/gm).map((heading) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} -]/gu, '')
      .replaceAll(' ', '-'),
  );
}

describe('facts that these pages repeat', () => {
  it('are the events that the sweep asks Stripe for', () => {
    const shape = /^ *'?((?:checkout|customer|invoice)\.[a-z_.]+)'?,?$/gm;
    const asked = found(read('src/adapters/stripe/events.ts'), shape);
    expect(asked.length).toBeGreaterThan(10);
    expect(found(read('docs/going-live.md'), shape).sort()).toEqual(asked.sort());
  });

  it('are jobs that exist, and when they run by themselves', () => {
    const text = read('docs/operations.md');
    expect(jobs.filter(({ name }) => !text.includes(`\`${name}\``)).map(({ name }) => name)).toEqual([]);
    const often = Object.fromEntries(jobs.flatMap(({ name, every }) => (every ? [[name, every.ms]] : [])));
    const said = [...text.matchAll(/^\| `([a-z-]+)` +\| every (?:(\d+) )?(minute|hour|day)s? /gm)].map(
      (match) => [
        match[1],
        Number(match[2] ?? 1) *
          { minute: 60_000, hour: 3_600_000, day: 86_400_000 }[match[3] as 'minute' | 'hour' | 'day'],
      ],
    );
    expect(Object.fromEntries(said)).toEqual(often);
  });

  it('are actions that the sandbox offers, with values it accepts', async () => {
    const sandbox = await startSandbox({ log: silentLog });
    try {
      const said = [
        ...read('docs/sandbox.md').matchAll(/post (discord|telegram|stripe)\/(\w+) '([^\n]*?\})'/g),
      ];
      expect(said.length).toBeGreaterThan(15);
      const wrong = said.filter(([, platform, name = '', body = '']) => {
        const { actions } = sandbox[platform as 'discord' | 'telegram' | 'stripe'];
        const input = Object.entries(actions).find(([key]) => key === name)?.[1].input;
        // A shell variable stands for an id.
        return !input?.safeParse(JSON.parse(body.replaceAll(/'?\$\w+'?/g, '1').replaceAll(/'(\d+)'/g, '$1')))
          .success;
      });
      expect(wrong.map(([line]) => line)).toEqual([]);
    } finally {
      await sandbox.close();
    }
  });
});
