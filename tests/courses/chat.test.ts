import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { unhurried } from '#app/dispatch/pace';
import { publishCourses } from '#jobs';
import { onDiscord, onTelegram, type Seen } from '../_support/chat.js';
import { demo, startProduct, type Product } from '../_support/product.js';
import { PNG, zipOf } from './archives.js';

let product: Product;
beforeAll(async () => {
  product = await startProduct({ allowances: unhurried });
});
afterAll(() => product.close());

const COURSE = zipOf([
  { name: 'course.md', data: '---\ntitle: Tea\nslug: tea\nplans: [Pro]\nlanguage: en\n---\n' },
  { name: '1-leaf.md', data: '# The leaf\n\nGreen, **white**, black.\n\n<script>x</script>\n' },
  { name: '2-water.md', data: '# The water\n\nNot boiling. ![pot](pot.png)\n' },
  { name: 'pot.png', data: PNG },
]);

/** Says a command on Discord with files attached. */
async function send(
  who: ReturnType<typeof onDiscord>,
  name: string,
  files: Record<string, [name: string, bytes: Uint8Array]>,
  options: Record<string, string> = {},
): Promise<string> {
  const attachments = Object.entries(files).map(([option, [filename, bytes]]) => ({
    option,
    filename,
    base64: Buffer.from(bytes).toString('base64'),
  }));
  const channelId = demo.discord.generalChannelId;
  const { message } = await who.act('runCommand', { as: who.id, channelId, name, options, attachments });
  return JSON.stringify(message ?? {});
}

/** All that a person sees of an answer on Discord, in whatever parts it is drawn. */
async function shown(who: ReturnType<typeof onDiscord>, name: string, options: Record<string, string>) {
  return send(who, name, {}, options);
}

const ofCourse = async (slug: string) => product.app.rooms.courses.course(product.community.id, slug);

describe('a creator on Discord', () => {
  it('is told how to upload, with a page for large files', async () => {
    const cleo = onDiscord(product, 'cleo');
    const answer = await cleo.say('course upload');
    expect(answer.text).toContain('course.md');
    expect(answer.buttons.map(({ label }) => label)).toEqual(['Send a file here', 'Upload in the browser']);
    expect(answer.buttons[1]?.url).toContain('/upload');
  });

  it('uploads a zip and reads what became of it', async () => {
    const cleo = onDiscord(product, 'cleo');
    const text = await send(cleo, 'course upload', { file: ['tea.zip', COURSE] });
    expect(text).toContain('Saved as a draft');
    expect(text).toContain('Lessons: 2 new, 0 changed, 0 removed, 0 moved');
    expect(text).toContain('1-leaf.md, line 5');
    expect(await ofCourse('tea')).toMatchObject({ state: 'draft', title: 'Tea', lessons: 2 });
  });

  it('adds several files to it', async () => {
    const cleo = onDiscord(product, 'cleo');
    const files: Record<string, [string, Uint8Array]> = {
      file: ['3-cup.md', Buffer.from('# The cup\n\n![cup](cup.png)')],
      file_two: ['cup.png', PNG],
    };
    expect(await send(cleo, 'course upload', files, { course: 'tea' })).toContain('Lessons: 1 new');
    expect((await ofCourse('tea')).lessons).toBe(3);
  });

  it('sees it as members will, lesson by lesson', async () => {
    const cleo = onDiscord(product, 'cleo');
    const text = await shown(cleo, 'course preview', { course: 'tea', lesson: 'leaf' });
    expect(text).toContain('Preview of the draft');
    expect(text).toContain('Green, **white**, black.');
    expect(text).toContain('lesson 1 of 3');
    expect(text).toContain('Next');
    expect(await shown(cleo, 'course preview', { course: 'Tea', lesson: '3' })).toContain('The cup');
    expect(await shown(cleo, 'course preview', { course: 'tea', lesson: 'none' })).toContain(
      'do not know this lesson',
    );
  });

  it('changes a lesson and the course itself', async () => {
    const cleo = onDiscord(product, 'cleo');
    const text = await shown(cleo, 'course edit', { course: 'tea', lesson: 'leaf', text: 'Oolong as well.' });
    expect(text).toContain('Saved in the draft');
    await shown(cleo, 'course edit', {
      course: 'tea',
      title: 'All about tea',
      tags: 'tea, drinks',
      level: 'beginner',
    });
    expect(await ofCourse('tea')).toMatchObject({
      title: 'All about tea',
      tags: ['tea', 'drinks'],
      level: 'beginner',
    });
    const { lesson } = await product.app.rooms.courses.lesson(
      product.community.id,
      (await ofCourse('tea')).draftId ?? '',
      'leaf',
    );
    expect(lesson).toMatchObject({ title: 'The leaf', body: 'Oolong as well.' });
    expect(await shown(cleo, 'course edit', { course: 'tea' })).toContain('Say what to change');
  });

  it('publishes it, and says who reads it', async () => {
    const cleo = onDiscord(product, 'cleo');
    expect(await shown(cleo, 'course publish', { course: 'tea' })).toContain('is out');
    expect(await shown(cleo, 'course publish', { course: 'tea' })).toContain('nothing new');
    const card = await cleo.say('course plans', { course: 'tea' });
    expect(card.text).toContain('Whoever has Pro');
    const more = await cleo.press(card, '+ Membership');
    expect(more.text).toContain('Membership');
    expect((await ofCourse('tea')).planIds).toHaveLength(2);
    expect((await cleo.press(more, 'Open to everybody')).text).toContain('Everybody in the community');
    expect((await ofCourse('tea')).free).toBe(true);
  });

  it('takes it back after being asked once', async () => {
    const cleo = onDiscord(product, 'cleo');
    const asked = await cleo.say('course withdraw', { course: 'tea' });
    expect((await ofCourse('tea')).state).toBe('published');
    const done = await cleo.press(asked, /sure|Yes/i);
    expect(done.text).toContain('is withdrawn');
    expect((await ofCourse('tea')).state).toBe('withdrawn');
    expect((await cleo.press(done, 'Publish')).text).toContain('is out');
  });

  it('is told what is wrong with a file', async () => {
    const cleo = onDiscord(product, 'cleo');
    const bad = zipOf([
      { name: 'a.md', data: 'x' },
      { name: '../b.md', data: 'x' },
    ]);
    expect(await send(cleo, 'course upload', { file: ['bad.zip', bad] })).toContain(
      '../b.md leads out of the folder',
    );
  });

  it('is offered its courses and lessons while typing', async () => {
    const cleo = onDiscord(product, 'cleo');
    const channelId = demo.discord.generalChannelId;
    type Choices = { choices: { name: string; value: string }[] };
    const ask = async (name: string, focused: string, typed: string) =>
      (await cleo.act('autocomplete', {
        as: cleo.id,
        channelId,
        name,
        options: { [focused]: typed },
        focused,
      })) as unknown as Choices;
    expect((await ask('course preview', 'course', 'TE')).choices).toMatchObject([{ value: 'tea' }]);
    expect((await ask('course preview', 'lesson', 'wat')).choices).toMatchObject([{ value: 'water' }]);
  });
});

describe('nobody but creators', () => {
  it('uploads, sees drafts or publishes', async () => {
    const ada = onDiscord(product, 'ada');
    for (const [name, options] of [
      ['course show', {}],
      ['course upload', {}],
      ['course preview', { course: 'tea' }],
      ['course publish', { course: 'tea' }],
    ] as const) {
      expect((await ada.say(name, options)).text, name).toContain('may not do this');
    }
  });
});

describe('a creator on Telegram, in Chinese', () => {
  let mo: ReturnType<typeof onTelegram>;
  beforeAll(async () => {
    mo = onTelegram(product, 'moyan');
    const { rooms } = product.app;
    const { id } = product.community;
    const { member } = await rooms.members.arrive(id, {
      platform: 'telegram',
      externalId: String(mo.id),
      name: 'Mo',
      locale: 'zh-CN',
    });
    await rooms.members.setRank(id, member.id, 'creator', member.id);
    await mo.say('/start');
  });

  const sendFile = async (fileName: string, bytes: Uint8Array, caption?: string): Promise<Seen> => {
    const before = JSON.stringify(mo.mail());
    await mo.act('sendDocument', {
      chatId: mo.id,
      fileName,
      dataBase64: Buffer.from(bytes).toString('base64'),
      ...(caption === undefined ? {} : { caption }),
    });
    await product.until('an answer to a file', () => JSON.stringify(mo.mail()) !== before);
    return mo.mail().at(-1) ?? { id: '', text: '', buttons: [] };
  };

  it('sends files one by one, asked for them by a button', async () => {
    const how = await mo.say('/course upload');
    expect(how.text).toContain('怎么上传课程');
    const asked = await mo.press(how, '在这里发文件');
    expect(asked.text).not.toBe(how.text);
    const done = await sendFile(
      '面包.zip',
      zipOf([
        { name: 'course.md', data: '---\ntitle: 做面包\nplans: [Pro]\nfree: true\n---\n' },
        { name: '第十课 烤.md', data: '# 烤\n\n**两百度**，半小时。\n' },
        { name: '第二课 揉面.md', data: '# 揉面\n\n揉到光滑。\n' },
      ]),
    );
    expect(done.text).toContain('已存为草稿：做面包');
    const course = await ofCourse('做面包');
    expect(course).toMatchObject({ language: 'en', free: true, lessons: 2 });
    const version = await product.app.rooms.courses.version(product.community.id, course.draftId ?? '');
    expect(version.lessons.map(({ title }) => title)).toEqual(['揉面', '烤']);
  });

  it('sends a lesson with the command in its caption', async () => {
    const done = await sendFile('第三课 发酵.md', Buffer.from('# 发酵\n\n等。'), '/course upload 做面包');
    expect(done.text).toContain('新增 1');
    expect((await ofCourse('做面包')).lessons).toBe(3);
  });

  it('previews and publishes for a later time; the job does it then, once', async () => {
    expect((await mo.say('/course preview 做面包')).text).toContain('揉到光滑');
    const later = await mo.say('/course publish 做面包 2026-03-02 20:00');
    expect(later.text).toContain('发布');
    expect((await ofCourse('做面包')).state).toBe('draft');
    await product.pass({ days: 2 });
    for (let twice = 0; twice < 2; twice += 1) {
      await product.app.queues.next(publishCourses, {});
      await product.settle();
    }
    const course = await ofCourse('做面包');
    expect(course).toMatchObject({ state: 'published', draftId: null, publishAt: null });
    const { database } = product.data;
    const where = { communityId: product.community.id, action: 'course.published', subjectId: course.id };
    expect(await database.prisma.audit.count({ where })).toBe(1);
  });
});
