import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { root } from '../_support/sources.js';

interface Pair {
  wanted: {
    dependencies: Record<string, string>;
    allowScripts: Record<string, boolean>;
    scripts: Record<string, string>;
  };
  locked: Record<string, object>;
  reviewed: Record<string, { version: string; runs: boolean; reason: string }>;
  npmrc?: string;
}

const integrity = 'sha512-abc==';

function good(): Pair {
  return {
    wanted: { dependencies: { one: '1.0.0' }, allowScripts: { two: false }, scripts: { test: 'vitest' } },
    reviewed: { two: { version: '2.0.0-rc.1', runs: false, reason: 'does without' } },
    locked: {
      'node_modules/one': { version: '1.0.0', integrity, resolved: 'https://registry.npmjs.org/one.tgz' },
      'node_modules/one/node_modules/two': { version: '2.0.0-rc.1', integrity, hasInstallScript: true },
    },
  };
}

async function check({ wanted, locked, reviewed, npmrc }: Pair): Promise<{ code: number; said: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'lyceum-lock-'));
  try {
    const packages = { '': { dependencies: wanted.dependencies }, ...locked };
    await writeFile(join(folder, 'package.json'), JSON.stringify(wanted));
    await mkdir(join(folder, 'scripts'));
    await writeFile(join(folder, 'scripts', 'install-scripts.json'), JSON.stringify(reviewed));
    if (npmrc !== undefined) await writeFile(join(folder, '.npmrc'), npmrc);
    await writeFile(join(folder, 'package-lock.json'), JSON.stringify({ lockfileVersion: 3, packages }));
    return await new Promise((resolve) => {
      execFile(
        process.execPath,
        [join(root, 'scripts/check-lockfile.mjs'), folder],
        (error, stdout, stderr) => resolve({ code: Number(error?.code ?? 0), said: stdout + stderr }),
      );
    });
  } finally {
    await rm(folder, { recursive: true });
  }
}

it('has nothing to say about a lockfile that is as it should be', async () => {
  expect(await check(good())).toEqual({ code: 0, said: expect.stringContaining('2 packages') });
});

const bad: [string, (pair: Pair) => void, string][] = [
  ['a package without a checksum', (p) => set(p, 'node_modules/one', { integrity: undefined }), 'no sha512'],
  ['a weak checksum', (p) => set(p, 'node_modules/one', { integrity: 'sha1-abc=' }), 'no sha512'],
  [
    'a package from elsewhere',
    (p) => set(p, 'node_modules/one', { resolved: 'https://registry.npmjs.org.example/one.tgz' }),
    'comes from',
  ],
  ['a package from git', (p) => set(p, 'node_modules/one', { resolved: 'git+ssh://x/y' }), 'comes from'],
  ['an install script nobody decided about', (p) => (p.wanted.allowScripts = {}), 'says nothing about'],
  ['a decision about nothing', (p) => (p.wanted.allowScripts['three'] = true), 'allowScripts names three'],
  ['an install script nobody read', (p) => delete p.reviewed['two'], 'nobody reviewed'],
  [
    'an install script that was read in another version',
    (p) => set(p, 'node_modules/one/node_modules/two', { version: '2.0.0' }),
    'was reviewed in 2.0.0-rc.1, not in 2.0.0',
  ],
  [
    'a script that runs although its review says no',
    (p) => (p.wanted.allowScripts['two'] = true),
    'different',
  ],
  [
    'a review without a reason',
    (p) => (p.reviewed['two'] = { version: '2.0.0-rc.1', runs: false, reason: ' ' }),
    'gives no reason',
  ],
  [
    'a review of nothing',
    (p) => (p.reviewed['three'] = { version: '1.0.0', runs: false, reason: 'x' }),
    'install-scripts.json names three',
  ],
  ['a script of ours that installing runs', (p) => (p.wanted.scripts['postinstall'] = 'x'), 'postinstall'],
  ['another registry', (p) => (p.npmrc = 'registry = http://evil.example/'), 'from http://evil.example/'],
  [
    'another registry for a scope',
    (p) => (p.npmrc = '@a:registry=https://evil.example/'),
    'from https://evil',
  ],
  ['any certificate', (p) => (p.npmrc = 'strict-ssl=false'), 'any certificate'],
  ['a secret in .npmrc', (p) => (p.npmrc = '//registry.npmjs.org/:_authToken=x'), 'holds a secret'],
  [
    'an address without encryption',
    (p) => set(p, 'node_modules/one', { resolved: 'http://registry.npmjs.org/one.tgz' }),
    'comes from',
  ],
  ['a range', (p) => (p.wanted.dependencies['one'] = '^1.0.0'), 'not an exact version; installed is 1.0.0'],
  [
    'one version with two contents',
    (p) => (p.locked['node_modules/two'] = { version: '2.0.0-rc.1', integrity: 'sha512-def==' }),
    'differ in content',
  ],
];

for (const [what, spoil, expected] of bad) {
  it(`refuses ${what}`, async () => {
    const pair = good();
    spoil(pair);
    expect(await check(pair)).toEqual({ code: 1, said: expect.stringContaining(expected) });
  });
}

it('finds nothing to say about ours', async () => {
  const said = await new Promise<string>((resolve) => {
    execFile(process.execPath, [join(root, 'scripts/check-lockfile.mjs'), root], (_error, stdout, stderr) =>
      resolve(stdout + stderr),
    );
  });
  expect(said).toMatch(/^package-lock\.json: \d{3} packages, all as they should be\n$/);
});

function set({ locked }: Pair, path: string, change: object): void {
  locked[path] = { ...locked[path], ...change };
}
