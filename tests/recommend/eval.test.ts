import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { addEvalCommands } from '#app/cli/eval';
import { historyOf, memberCount } from '#domain/recommend';
import { topicWorld } from './worlds.js';

let home = '';
beforeAll(async () => void (home = await mkdtemp(join(tmpdir(), 'lyceum-recommend-'))));
afterAll(() => rm(home, { recursive: true, force: true }));

/** What the command prints, and to whom. */
async function evalRecommend(
  files: { train: string; test: string; courses?: string },
  ...more: string[]
): Promise<{ said: string; wrong: string; failed: boolean; out: string }> {
  const written: string[] = [];
  for (const [name, text] of Object.entries(files)) {
    const file = join(home, `${name}.csv`);
    await writeFile(file, text);
    written.push(`--${name}`, file);
  }
  const out = join(home, 'out.jsonl');
  await writeFile(out, '');
  const log = vi.spyOn(console, 'log').mockReturnValue();
  const error = vi.spyOn(console, 'error').mockReturnValue();
  try {
    const program = new Command();
    addEvalCommands(program);
    await program.parseAsync(['node', 'lyceum', 'eval', 'recommend', ...written, '--out', out, ...more]);
    return {
      said: log.mock.calls.join('\n'),
      wrong: error.mock.calls.join('\n').replaceAll(`${home}/`, ''),
      failed: process.exitCode === 1,
      out: await readFile(out, 'utf8'),
    };
  } finally {
    process.exitCode = 0;
    log.mockRestore();
    error.mockRestore();
  }
}

const { histories, texts } = topicWorld(150);
const rows = Array.from({ length: memberCount(histories) }, (_, member) =>
  Array.from(historyOf(histories, member), (course, place) => `m${member},c${course},${place}`),
);
const files = {
  train: ['member,course,position', ...rows.flatMap((list) => list.slice(0, -1))].join('\n'),
  test: ['member,course,position', ...rows.flatMap((list) => list.slice(-1))].join('\r\n'),
};

describe('eval recommend', () => {
  it('measures beside popularity and writes a line for every member', async () => {
    const courses = `course,title,hours\n${texts.map((text, course) => `c${course},"${text}",${course}`).join('\n')}`;
    const { said, out, failed } = await evalRecommend({ ...files, courses }, '--json', '--cold', '--k', '5');
    expect(failed).toBe(false);
    const found = JSON.parse(said) as Record<string, number> & {
      popularity: { recall: number };
      cold: { members: unknown[]; courses: object | null };
    };
    expect(found['members']).toBe(memberCount(histories));
    expect(found['recall']).toBeGreaterThan(2 * found.popularity.recall);
    expect(found.cold.members).toHaveLength(3);
    expect(found.cold.courses).not.toBeNull();
    const lines = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { member: string; courses: string[] });
    expect(lines).toHaveLength(memberCount(histories));
    for (const { member, courses } of lines) {
      expect(courses).toHaveLength(5);
      const own = rows[Number(member.slice(1))]?.slice(0, -1).map((row) => row.split(',')[1]);
      expect(courses.filter((course) => own?.includes(course))).toEqual([]);
    }
    // What was written is what was measured.
    const hits = lines.filter(({ member, courses }) =>
      courses.includes(rows[Number(member.slice(1))]?.at(-1)?.split(',')[1] ?? ''),
    );
    expect(hits.length / lines.length).toBeCloseTo(found['hit'] ?? NaN);
  });

  it('says to people what it found, and what it left out', async () => {
    const { said, failed } = await evalRecommend(
      {
        train: 'course;member\nc1;a\nc2;a\nc1;a\nc2;b\nc3;b\nc1;c\n',
        test: 'member,course\na,c1\nb,c9\nb,c1\nnewcomer,c2\nnewcomer,c2\n',
      },
      '--k',
      '2',
    );
    expect(failed).toBe(false);
    expect(said).toMatch(/R@2 +NDCG@2 +hit@2 +coverage/);
    expect(said).toMatch(/popularity +0\.\d{4}/);
    for (const note of [
      'no positions in the training file',
      '1 line of the training file says again',
      '1 line of the test says again',
      '1 of the test are in the training file',
      '1 courses of the test are in no other file',
      '1 members are in the test only',
    ]) {
      expect(said).toContain(note);
    }
  });

  it('knows courses that nobody took by their texts', async () => {
    const train = `member,course,position\n${rows
      .flat()
      .filter((row) => !row.includes(',c4,'))
      .join('\n')}`;
    const courses = `course,title\n${texts.map((text, course) => `c${course},${text}`).join('\n')}`;
    const { said, out } = await evalRecommend(
      { train, test: 'member,course\nm0,c4\n', courses },
      '--model',
      'next',
    );
    expect(said).toContain('1 courses were taken by nobody in training: known by their texts');
    expect(out).toContain('"c4"');
  });

  it.each([
    ['no header', { train: 'a,c1\nb,c2\n', test: files.test }, 'train.csv:1: the first line has to name'],
    ['a short line', { train: files.train, test: 'member,course\na,c1\nb\n' }, 'test.csv:3: 1 columns'],
    ['no member', { train: 'member,course\n ,c1\n', test: files.test }, 'train.csv:2: no member'],
    ['no course', { train: 'member,course\n\na,""\n', test: files.test }, 'train.csv:3: no course'],
    [
      'a position in words',
      { train: 'member,course,position\na,c1,2026-03-01\na,c2,later\n', test: files.test },
      'train.csv:3: position “later” is neither a number nor a date',
    ],
    [
      'a quotation mark',
      { train: 'member,course\n"a,c1\n', test: files.test },
      'train.csv:2: a quotation mark',
    ],
    ['nothing', { train: '', test: files.test }, 'train.csv: no line with a member and a course'],
    [
      'a course twice',
      { ...files, courses: 'course,title\nc1,x\nc1,y\n' },
      'courses.csv:3: course “c1” for the second time',
    ],
  ])('says where a file is wrong: %s', async (_, wrongFiles, sentence) => {
    const { wrong, failed, said } = await evalRecommend(wrongFiles);
    expect(wrong).toContain(sentence);
    expect([failed, said]).toEqual([true, '']);
  });

  it('says so when order is asked for and there is none', async () => {
    const { wrong, failed } = await evalRecommend(
      { train: 'member,course\na,c1\na,c2\n', test: 'member,course\na,c3\n' },
      '--model',
      'next',
    );
    expect(wrong).toContain('train.csv: the model next needs a column position');
    expect(failed).toBe(true);
  });
});
