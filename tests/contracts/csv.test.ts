import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { csvLine, csvMark, readCsv, type CsvRecord } from '#contracts';

async function* chunksOf(text: string, size = text.length || 1) {
  for (let at = 0; at < text.length; at += size) yield text.slice(at, at + size);
}

async function read(text: string, size?: number): Promise<CsvRecord[]> {
  const out: CsvRecord[] = [];
  for await (const record of readCsv(chunksOf(text, size))) out.push(record);
  return out;
}

describe('reading', () => {
  test.each([
    [
      'a,b\r\n1,2\r\n',
      [
        { line: 1, cells: ['a', 'b'] },
        { line: 2, cells: ['1', '2'] },
      ],
    ],
    [
      'a,b\n1,2',
      [
        { line: 1, cells: ['a', 'b'] },
        { line: 2, cells: ['1', '2'] },
      ],
    ],
    [
      'a,b\r1,2\r',
      [
        { line: 1, cells: ['a', 'b'] },
        { line: 2, cells: ['1', '2'] },
      ],
    ],
    [
      `${csvMark}a;b\n1;2,5`,
      [
        { line: 1, cells: ['a', 'b'] },
        { line: 2, cells: ['1', '2,5'] },
      ],
    ],
    [
      'a\tb\n"x\ty"\tz',
      [
        { line: 1, cells: ['a', 'b'] },
        { line: 2, cells: ['x\ty', 'z'] },
      ],
    ],
    [
      'a,b\n"say ""hi""","two\r\nlines"\n3,',
      [
        { line: 1, cells: ['a', 'b'] },
        { line: 2, cells: ['say "hi"', 'two\r\nlines'] },
        { line: 4, cells: ['3', ''] },
      ],
    ],
    [
      'a,b\n\n\r\n1,2',
      [
        { line: 1, cells: ['a', 'b'] },
        { line: 4, cells: ['1', '2'] },
      ],
    ],
    ['"a,b";c\n', [{ line: 1, cells: ['a,b', 'c'] }]],
    ['', []],
    ['\n\n', []],
    [',\n', [{ line: 1, cells: ['', ''] }]],
    ['5" pipe,x\n', [{ line: 1, cells: ['5" pipe', 'x'] }]],
  ] satisfies [string, CsvRecord[]][])('%j', async (text, records) => {
    expect(await read(text)).toEqual(records);
    // Wherever a file is cut into chunks, it says the same.
    for (const size of [1, 2, 3]) expect(await read(text, size)).toEqual(records);
  });

  test('a stray quotation mark spoils its own record only', async () => {
    expect(await read('a,b\n"x"y,2\n3,4\n')).toEqual([
      { line: 1, cells: ['a', 'b'] },
      { line: 2, problem: 'quote' },
      { line: 3, cells: ['3', '4'] },
    ]);
    expect(await read('a\n"never closed\nand on')).toEqual([
      { line: 1, cells: ['a'] },
      { line: 2, problem: 'quote' },
    ]);
  });

  test('a record of a hundred thousand characters is no record', async () => {
    const found = await read(`a\n${'x'.repeat(150_000)}\nb\n`, 1_000);
    expect(found).toEqual([
      { line: 1, cells: ['a'] },
      { line: 2, problem: 'long' },
      { line: 3, cells: ['b'] },
    ]);
  });
});

describe('writing', () => {
  test('no cell is a formula', () => {
    const cells = ['=1+1', '+7', '-100', '@SUM(A1)', '\tx', '\rx', "'=x", 'a=b', '王'];
    expect(csvLine(cells)).toBe(`"'=1+1","'+7","'-100","'@SUM(A1)","'\tx","'\rx",'=x,a=b,王\r\n`);
  });

  test('what is written is read as it was', async () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 12 });
    const hostile = fc.oneof(text, fc.stringMatching(/^[",;\r\n\t '=a]{0,8}$/));
    const row = fc.array(hostile, { minLength: 2, maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(
        fc.array(row, { minLength: 1, maxLength: 6 }),
        fc.integer({ min: 1, max: 9 }),
        async (rows, size) => {
          const head = ['one', 'two', 'three'];
          const written = [head, ...rows].map(csvLine).join('');
          const records = await read(written, size);
          expect(records.map((one) => ('cells' in one ? one.cells : one.problem))).toEqual([
            head,
            ...rows.map((cells) => cells.map((cell) => (/^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell))),
          ]);
        },
      ),
    );
  });
});
