import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { asInLife, type Allowances } from '#app/dispatch/pace';
import { leaves } from './cast.js';
import { root } from '../_support/sources.js';

const page = readFileSync(join(root, 'docs', 'security.md'), 'utf8');
const rows = [...page.matchAll(/^\| \*\*(T\d+)\*\* ([^|]+)\|([^|]+)\|([^|]+)\|$/gm)];
const testsIn = (text: string) =>
  [...text.matchAll(/`(tests\/[\w./-]+\.test\.ts)`/g)].map(([, path = '']) => path);

describe('docs/security.md', () => {
  it('names every threat once, with a defence and a test', () => {
    expect(rows.map(([, id]) => id)).toEqual(Array.from({ length: 22 }, (_, at) => `T${at + 1}`));
    const untested = rows.filter(([, , , , tests = '']) => testsIn(tests).length === 0).map(([, id]) => id);
    expect(untested).toEqual([]);
  });

  it('names tests that are there', () => {
    expect(testsIn(page).filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });

  it('names every test of security', () => {
    const all = readdirSync(join(root, 'tests', 'security'))
      .filter((name) => name.endsWith('.test.ts'))
      .map((name) => `tests/security/${name}`)
      .filter((path) => path !== 'tests/security/threats.test.ts');
    expect(all.filter((path) => !page.includes(path))).toEqual([]);
  });

  it('tells the limits as they are', () => {
    const per = (ms: number) => (ms === 60_000 ? 'a minute' : `in ${ms / 60_000} minutes`);
    const said = ({ max, perMs }: Allowances['account']) => `${max.toLocaleString('en')} ${per(perMs)}`;
    const lines = page.split('\n').map((line) => line.replace(/ +/g, ' '));
    const line = (begins: string) => lines.find((one) => one.startsWith(`| ${begins}`)) ?? '';
    expect(line('Anything that is said')).toContain(said(asInLife.account));
    expect(line('Suggestions')).toContain(said(asInLife.suggestions));
    for (const [begins, kind] of [
      ['A command |', 'cheap'],
      ['A command that asks', 'dear'],
      ['A one-time code', 'guess'],
      ['A page to pay', 'checkout'],
    ] as const) {
      expect([begins, line(begins)]).toEqual([begins, expect.stringContaining(said(asInLife.member[kind]))]);
      expect([begins, line(begins)]).toEqual([
        begins,
        expect.stringContaining(said(asInLife.community[kind])),
      ]);
    }
  });

  it('tells which commands are dear, and which take codes', () => {
    const [, dear = ''] =
      /asks Stripe or a platform about much, or counts a long time \(([^)]*)\)/.exec(page) ?? [];
    const named = (text: string) => [...text.matchAll(/`\/([\w -]+)`/g)].map(([, path = '']) => path).sort();
    expect(named(dear)).toEqual(
      leaves
        .filter(([, leaf]) => leaf.pace === 'dear')
        .map(([path]) => path)
        .sort(),
    );
    const [, codes = ''] = /A one-time code, right or wrong \(([^)]*)\)/.exec(page) ?? [];
    const taking = leaves.filter(([, leaf]) =>
      Object.values(leaf.options).some((spec) => spec.type === 'text' && spec.guessable),
    );
    expect(named(codes)).toEqual(taking.map(([path]) => path).sort());
  });
});
