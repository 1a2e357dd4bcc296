import { gunzipSync, gzipSync } from 'node:zlib';
import { command, isTextKey, say, type Phrase, type Reply } from '#contracts';
import type { FaqImport } from '#domain/faq';
import { UserFacingError } from '#kernel/errors';
import { clipped } from '../pieces/typed.js';
import { capped, literal, stacked } from '../pieces/words.js';
import { readSheet } from './reading.js';
import { listButton } from './which.js';
import { textOf } from './written.js';

const MB = 1_048_576;
/** Larger than the largest FAQ. */
const MOST = 5 * MB;
/** What a button carries, so that the file need not be sent again; larger ones are. */
const CARRIED = 400_000;
const SHOWN = 8;

/** A whole FAQ from a file: says first what it would do. */
export const imported = command({
  name: 'import',
  for: 'moderator',
  visibility: 'private',
  pace: 'dear',
  options: {
    file: { type: 'file', maxBytes: MOST, summary: 'commands.faq.options.file.summary' },
    here: { type: 'flag', summary: 'commands.faq.options.here.summary' },
    apply: { type: 'flag', summary: 'commands.faq.options.apply.summary' },
    carried: { type: 'text', maxLength: CARRIED, summary: 'commands.faq.options.carried.summary' },
  },
  async run({ actor, community, options }, { faq }) {
    const content = options.carried
      ? unpacked(options.carried)
      : options.file
        ? textOf(await options.file.read())
        : null;
    if (content === null) {
      if (options.here) throw new UserFacingError('file_needed');
      return howTo();
    }
    const entries = await readSheet(content);
    const byId = actor.member.id;
    const before = await faq.import(community.id, { entries, byId, apply: false });
    const isChange = before.added.length + before.changed.length > 0;
    if (!options.apply || before.problems.length > 0 || !isChange) return dryRun(before, content, isChange);
    const done = await faq.import(community.id, { entries, byId, apply: true });
    return {
      tone: 'good',
      title: say('faq.import.done'),
      body: [counts(done)],
      buttons: [[listButton()]],
      replaces: options.carried !== undefined,
    };
  },
});

function howTo(): Reply {
  return {
    title: say('faq.import.how'),
    body: [say('faq.import.how_hint')],
    buttons: [
      [
        {
          label: say('teaching.buttons.here'),
          command: 'faq import',
          options: { here: true },
          style: 'primary',
        },
        { label: say('faq.buttons.export'), command: 'faq export' },
      ],
    ],
  };
}

function dryRun(report: FaqImport, content: string, isChange: boolean): Reply {
  const { added, changed, problems } = report;
  const carried = gzipSync(content).toString('base64');
  const mayApply = problems.length === 0 && isChange;
  return {
    tone: problems.length > 0 ? 'bad' : 'plain',
    title: say('faq.import.dry'),
    body: [
      counts(report),
      ...(problems.length > 0 ? [say('faq.import.mend')] : []),
      ...(mayApply && carried.length > CARRIED ? [say('faq.import.again')] : []),
    ],
    fields: [
      ...(added.length > 0 ? [{ name: say('faq.import.added'), value: titles(added) }] : []),
      ...(changed.length > 0 ? [{ name: say('faq.import.changed'), value: titles(changed) }] : []),
    ],
    list: problems.slice(0, SHOWN).map((one) => ({ mark: 'bad' as const, text: problemOf(one) })),
    buttons: [
      mayApply && carried.length <= CARRIED
        ? [
            {
              label: say('faq.buttons.import'),
              command: 'faq import',
              options: { carried, apply: true },
              style: 'primary' as const,
            },
            listButton(),
          ]
        : [listButton()],
    ],
  };
}

function counts({ added, changed, unchanged, problems }: FaqImport): Phrase {
  return say('faq.import.counts', {
    added: added.length,
    changed: changed.length,
    unchanged,
    problems: problems.length,
  });
}

function titles(all: readonly string[]): Phrase {
  return stacked(
    capped(
      all.map((title) => literal(clipped(title, 100))),
      SHOWN,
    ),
  );
}

function problemOf({ row, key, params }: FaqImport['problems'][number]): Phrase {
  const named = `errors.${key}`;
  const what = isTextKey(named) ? say(named, params) : literal(key);
  return row === 0 ? what : say('faq.import.row', { row, what });
}

function unpacked(carried: string): string {
  try {
    return gunzipSync(Buffer.from(carried, 'base64'), { maxOutputLength: MOST }).toString('utf8');
  } catch {
    throw new UserFacingError('faq_file');
  }
}
