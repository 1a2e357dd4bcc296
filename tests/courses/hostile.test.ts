import { deflateRawSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isTextKey, plain } from '#contracts';
import type { UploadFile } from '#domain/courses';
import { file, PDF, PNG, wav, zipOf, type Entry } from './archives.js';
import { openSchool, type School } from './school.js';

let school: School;
let before: Awaited<ReturnType<School['left']>>;
beforeAll(async () => {
  school = await openSchool();
  before = await school.left();
});
afterAll(() => school.product.close());

const LESSON = { name: 'a.md', data: '# A\n\nWords.' };
const zip = (...entries: Entry[]) => [file('course.zip', zipOf([LESSON, ...entries]))];
const front = (yaml: string) => [file('a.md', `---\n${yaml}\n---\nWords.`)];
const html = '<!DOCTYPE html><script>alert(1)</script>';
const svg = '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>';
const exe = Buffer.concat([Buffer.from('MZ'), Buffer.alloc(600)]);
const zeros = Buffer.alloc(8_000_000);
const packed = deflateRawSync(zeros.subarray(0, 4_900_000));

/** What it is, and what is told about which file. */
const HOSTILE: Record<string, [UploadFile[], string]> = {
  'a zip bomb': [zip({ name: 'bomb.png', data: zeros }), 'upload_zip_bomb bomb.png'],
  'a zip bomb that lies about its size': [
    zip({ name: 'bomb.png', data: zeros, claims: 1_000 }),
    'upload_zip_broken bomb.png',
  ],
  'a zip bomb in many small pieces': [
    zip(...Array.from({ length: 300 }, (_, at) => ({ name: `${at}.png`, packed, claims: 4_900_000 }))),
    'upload_too_big',
  ],
  'entries over the same bytes': [
    zip({ name: 'b.png', data: PNG }, { name: 'c.png', data: PNG, sharing: 1 }),
    'upload_zip_overlap c.png',
  ],
  'a path that climbs': [zip({ name: '../../etc/cron.d/x', data: 'x' }), 'upload_path ../../etc/cron.d/x'],
  'a path that climbs the other way': [
    zip({ name: 'a\\..\\..\\x.md', data: 'x' }),
    'upload_path a\\..\\..\\x.md',
  ],
  'an absolute path': [zip({ name: '/etc/passwd', data: 'x' }), 'upload_path /etc/passwd'],
  'a path with a drive': [zip({ name: 'C:\\x.md', data: 'x' }), 'upload_path C:\\x.md'],
  'a name with control characters': [zip({ name: 'a\u0007b.md', data: 'x' }), 'upload_path a\uFFFDb.md'],
  'a path in a loose file': [[file('../a.md', '# A')], 'upload_path ../a.md'],
  'a symbolic link': [
    zip({ name: 'link.md', data: '/etc/passwd', mode: 0o120_777 }),
    'upload_symlink link.md',
  ],
  'a device': [zip({ name: 'null.md', mode: 0o020_666 }), 'upload_path null.md'],
  'a program behind the name of a picture': [
    zip({ name: 'cat.png', data: exe }),
    'upload_type_refused cat.png',
  ],
  'a PDF behind the name of a picture': [zip({ name: 'cat.png', data: PDF }), 'upload_type_mismatch cat.png'],
  'HTML behind the name of a picture': [zip({ name: 'cat.png', data: html }), 'upload_markup cat.png'],
  'HTML behind the name of a PDF': [
    [file('a.md', 'x'), file('b.pdf', `\uFEFF\n ${html}`)],
    'upload_markup b.pdf',
  ],
  'HTML as it is': [zip({ name: 'page.html', data: html }), 'upload_markup page.html'],
  'an SVG with a script': [zip({ name: 'a.svg', data: svg }), 'upload_markup a.svg'],
  'an SVG behind the name of a picture': [
    zip({ name: 'a.gif', data: `<?xml version="1.0"?>${svg}` }),
    'upload_markup a.gif',
  ],
  'a script': [zip({ name: 'run.sh', data: '#!/bin/sh\nrm -rf /' }), 'upload_markup run.sh'],
  JavaScript: [zip({ name: 'a.js', data: 'alert(1)' }), 'upload_markup a.js'],
  'something unknown': [zip({ name: 'notes.bin', data: 'just bytes' }), 'upload_type_unknown notes.bin'],
  'two gigabytes, by its own word': [
    zip({ name: 'film.mp4', data: 'x', claims: 2_147_483_647 }),
    'upload_file_too_big film.mp4',
  ],
  'two gigabytes, by the word of a chat': [[file('film.mp4', 'x', 2_147_483_648)], 'upload_too_big'],
  'a lesson without end': [
    zip({ name: 'b.md', data: 'a b\n'.repeat(200_000) }),
    'upload_lesson_too_big b.md',
  ],
  'a loose lesson without end': [[file('b.md', 'a b\n'.repeat(200_000), 3)], 'upload_lesson_too_big b.md'],
  'text that is not UTF-8': [
    zip({ name: 'b.md', data: Buffer.from([35, 32, 65, 10, 0xc4, 0xe3, 0xba, 0xc3]) }),
    'upload_not_utf8 b.md',
  ],
  'half a character': [[file('b.md', Buffer.from([65, 0xe4, 0xbd]))], 'upload_not_utf8 b.md'],
  'a program behind the name of a lesson': [[file('b.md', Buffer.from('a\0b'))], 'upload_not_text b.md'],
  'ten thousand lessons': [
    [
      file(
        'many.zip',
        zipOf(Array.from({ length: 10_000 }, (_, at) => ({ name: `${at}.md`, data: 'x', method: 0 }))),
      ),
    ],
    'upload_too_many_files',
  ],
  'six hundred lessons': [
    [
      file(
        'many.zip',
        zipOf(Array.from({ length: 600 }, (_, at) => ({ name: `${at}.md`, data: 'x', method: 0 }))),
      ),
    ],
    'upload_too_many_lessons',
  ],
  'front matter that would run': [
    front('title: !!js/function "function () { return 1 }"'),
    'upload_front_matter a.md',
  ],
  'front matter that would make objects': [
    front('title: !!python/object/apply:os.system ["id"]'),
    'upload_front_matter a.md',
  ],
  'front matter that grows': [
    front('a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\ntitle: *c'),
    'upload_front_matter a.md',
  ],
  'front matter that nests': [front(`title: ${'['.repeat(5_000)}`), 'upload_front_matter a.md'],
  'front matter that is no list of names': [front('- a\n- b'), 'upload_front_matter a.md'],
  'front matter without end': [front(`title: ${'x'.repeat(20_000)}`), 'upload_front_matter_big a.md'],
  'front matter with a name twice': [front('title: a\ntitle: b'), 'upload_front_matter a.md'],
  'a password': [zip({ name: 'b.md', data: 'x', flags: 0x801 }), 'upload_zip_encrypted b.md'],
  'a method nobody knows': [zip({ name: 'b.md', data: 'x', method: 14 }), 'upload_zip_method b.md'],
  'an archive that was cut off': [
    [file('half.zip', zipOf([LESSON, { name: 'b.png', data: PNG }]).subarray(0, 120))],
    'upload_zip_broken half.zip',
  ],
  'an archive without its beginning': [
    [file('half.zip', zipOf([LESSON, { name: 'b.png', data: PNG }]).subarray(40))],
    'upload_zip_broken half.zip',
  ],
  'an archive that counts wrong': [
    [file('odd.zip', zipOf([LESSON], { count: 3 }))],
    'upload_zip_broken odd.zip',
  ],
  'content that is not what was packed': [
    zip({ name: 'b.md', data: 'x', checksum: 1 }),
    'upload_zip_broken b.md',
  ],
  'an archive in an archive': [
    zip({ name: 'inner.zip', data: zipOf([LESSON]) }),
    'upload_zip_in_zip inner.zip',
  ],
  'an archive under the name of a picture': [
    zip({ name: 'inner.png', data: zipOf([LESSON]) }),
    'upload_zip_in_zip inner.png',
  ],
  'an archive beside a file': [[...zip(), file('b.png', PNG)], 'upload_zip_alone course.zip'],
  'one name twice': [zip({ name: 'A.md', data: 'x' }), 'upload_twice A.md'],
  'one name twice, loose': [[file('b.md', 'x'), file('B.MD', 'y')], 'upload_twice B.MD'],
  'one key twice': [
    [file('b.md', '---\nkey: same\n---\nx'), file('c.md', '---\nkey: same\n---\ny')],
    'upload_key_twice c.md',
  ],
  'a name that nobody can read': [
    zip({ name: Buffer.from([0xff, 0xfe, 0x2e, 0x6d, 0x64]), data: 'x', flags: 0x800 }),
    'upload_name_broken ÿþ.md',
  ],
  'a name as long as a page': [
    zip({ name: `${'n'.repeat(300)}.md`, data: 'x' }),
    `upload_name_long …${'n'.repeat(76)}.md`,
  ],
  'folders without end': [
    zip({ name: `${'d/'.repeat(40)}a.md`, data: 'x' }),
    `upload_name_long …${'/d'.repeat(37)}/a.md`,
  ],
  'an empty picture': [zip({ name: 'b.png' }), 'upload_empty_file b.png'],
  'nothing but litter': [[file('x.zip', zipOf([{ name: '.DS_Store', data: 'x' }]))], 'upload_empty'],
  'an archive with nothing in it': [[file('x.zip', zipOf([]))], 'upload_empty'],
  'no lesson': [[file('sound.wav', wav(1))], 'upload_no_lessons'],
};

describe('what somebody may send', () => {
  it.each(Object.keys(HOSTILE))(
    '%s: is refused with the file and the reason, and leaves nothing',
    async (name) => {
      const [files, expected] = HOSTILE[name] ?? [[], ''];
      expect((await school.refusal(files)).replaceAll('\uFFFD', '?')).toBe(
        expected.replaceAll('\uFFFD', '?'),
      );
      expect(await school.left()).toEqual({ ...before, scratch: 0 });
    },
  );

  it('is told in both languages', () => {
    for (const [, refusal] of Object.values(HOSTILE)) {
      const key = `errors.${refusal.split(' ')[0]}`;
      expect(isTextKey(key), key).toBe(true);
      if (isTextKey(key)) expect(plain('zh-CN', key)).not.toBe(plain('en', key));
    }
  });

  it('says in which line a text stops being UTF-8', async () => {
    const bytes = Buffer.concat([
      Buffer.from('one\ntwo\n'),
      Buffer.from([0xc4, 0xe3]),
      Buffer.from('\nfour'),
    ]);
    await expect(school.upload([file('b.md', bytes)])).rejects.toMatchObject({ params: { line: 3 } });
  });

  it('says in which line front matter breaks', async () => {
    await expect(school.upload(front('title: a\nsummary: b\ntags: [x'))).rejects.toMatchObject({
      params: { file: 'a.md', line: expect.any(Number) as number },
    });
    await expect(school.upload(front('title: a\nsummary: !!js/undefined x'))).rejects.toMatchObject({
      params: { line: 3 },
    });
  });
});
