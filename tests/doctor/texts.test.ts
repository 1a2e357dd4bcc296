import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { relevantEvents } from '#adapters/stripe';
import { en, isTextKey } from '#contracts';
import { sources, root } from '../_support/sources.js';
import { leaves } from '../contracts/tree.js';

const texts = new Map(leaves(en.doctor));
const ids = [...texts.keys()].filter((key) => key.endsWith('.what')).map((key) => key.replace(/\.what$/, ''));
const code = sources()
  .filter(({ path }) => !/contracts\/texts|src\/sandbox/.test(path))
  .map(({ text }) => text)
  .join('\n');
const read = (...path: string[]) => readFileSync(join(root, ...path), 'utf8');
const page = read('docs', 'doctor.md');
/** Rows of the page's tables: id, severity, and what the page says. */
const rows = [...page.matchAll(/^\| `([a-z_]+\.[a-z_]+)` +\| ([^|]+)\|/gm)].map(
  ([, id = '', severity = '']) => ({ id, severity: severity.trim() }),
);

describe('every finding', () => {
  it('is among many', () => {
    expect(ids.length).toBeGreaterThan(50);
  });

  it('is found somewhere in the code, by its whole name or by the part after the dot', () => {
    const dynamic = /^(discord|telegram|clock)\./;
    for (const id of ids) {
      const [, name = ''] = id.split('.');
      const whole = code.includes(`finding('${id}'`);
      const part = dynamic.test(id) && new RegExp(`'${name}'|\\b${name}:`).test(code);
      expect(whole || part, id).toBe(true);
    }
  });

  it('says how to mend it, unless it is good news', () => {
    for (const id of ids) {
      const goodNews = /\.works$|after_retries_cancel$/.test(id);
      expect(isTextKey(`doctor.${id}.mend`), id).toBe(!goodNews);
    }
  });

  it('is broken on purpose in a test', () => {
    const folder = join(root, 'tests', 'doctor');
    const tests = readdirSync(folder)
      .filter((name) => name.endsWith('.test.ts') && name !== 'texts.test.ts')
      .map((name) => read('tests', 'doctor', name))
      .join('\n');
    for (const id of ids) expect(tests.includes(id), id).toBe(true);
  });

  it('is in docs/doctor.md, and nothing else is', () => {
    expect(rows.map(({ id }) => id).sort()).toEqual([...ids].sort());
    for (const { id, severity } of rows)
      expect(severity, id).toMatch(/^(broken|risky|fine)(, (broken|risky))?$/);
  });
});

describe('the docs', () => {
  it.each(['doctor.md', 'going-live.md'])(
    'list exactly the events that an endpoint has to send: %s',
    (name) => {
      const lines = read('docs', name).matchAll(
        /^(?:- `| +)((?:checkout|customer|invoice|charge|refund)\.[a-z_.]+)`?$/gm,
      );
      expect([...lines].map(([, type]) => type)).toEqual([...relevantEvents]);
    },
  );
});
