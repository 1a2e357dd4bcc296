import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { createEncoder } from '#adapters/encoder';
import { evaluateFaq } from '#app/eval/faq';
import { faqFigures } from '#app/eval/faq-figures';
import { readFaqLines } from '#app/eval/faq-lines';
import { withTitles } from '#app/eval/faq-titles';
import { loadMatcher, trainMatcher, type LabelledText } from '#domain/faq';
import { askRival } from './faq-rival.js';
import { line, quantile, rounded, sampleOf } from './measure.js';

/**
 * The FAQ matcher: beside nlp.js on the files `<name>.train.jsonl`, `<name>.test.jsonl` (and `<name>.valid.jsonl`) of a
 * folder, and on a made-up community of 300 entries.
 */
export async function faq({ data, large }: { data: string | undefined; large: boolean }): Promise<void> {
  if (data !== undefined && existsSync(data)) await sideBySide(data, large);
  else line('faq: beside nlp.js', 'no data: give --data FOLDER with NAME.train.jsonl and NAME.test.jsonl');
  await madeUp();
}

async function sideBySide(folder: string, large: boolean): Promise<void> {
  const files = readdirSync(folder);
  for (const file of files.filter((name) => name.endsWith('.train.jsonl'))) {
    const name = file.replace('.train.jsonl', '');
    const base = [name, name.replace(/-\d+shot$/, '')].find((one) => files.includes(`${one}.test.jsonl`));
    if (base === undefined) continue;
    const train = withTitles(await readFaqLines(join(folder, file)));
    if (train.length > 5_000 && !large) {
      line(`faq: ${name}`, 'left out: more than 5,000 phrasings take minutes; --large to do it');
      continue;
    }
    const test = await readFaqLines(join(folder, `${base}.test.jsonl`));
    const validFile = `${base}.valid.jsonl`;
    const valid = files.includes(validFile) ? await readFaqLines(join(folder, validFile)) : undefined;
    const chinese = train.filter(({ text }) => /\p{Script=Han}/u.test(text)).length > train.length / 2;
    for (const encoder of [undefined, createEncoder()]) {
      const input = { train, test, ...(valid ? { valid } : {}), ...(encoder ? { encoder } : {}) };
      const { evaluation } = await evaluateFaq({ ...input, progress: () => undefined });
      const p99 = `p99 ${rounded(evaluation.latency.p99)} ms`;
      line(
        `faq: ${name}, ours, ${encoder ? 'with the encoder' : 'letters alone'}`,
        `${said(evaluation)}, ${p99}`,
      );
    }
    const outcomes = await askRival(train, test, chinese ? 'zh' : 'en');
    line(`faq: ${name}, nlp.js`, said(faqFigures(outcomes, 0.5)));
  }
}

function said({ accuracy, auroc, ece }: ReturnType<typeof faqFigures>): string {
  const parts = [`accuracy ${(100 * (accuracy ?? 0)).toFixed(1)} %`, `ECE ${ece.toFixed(3)}`];
  if (auroc !== null) parts.push(`AUROC ${auroc.toFixed(3)}`);
  return parts.join(', ');
}

const WORDS =
  'member plan lesson video role group invoice card month link date name page file room team coach task goal note'.split(
    ' ',
  );
const ACTS =
  'cancel change find open share print move start stop renew pause join leave send show hide fix book add count'.split(
    ' ',
  );

/** Entries of two words and some rest; no sense in it, and as many features as in life. */
function phrasingsOf(entries: number, each: number): LabelledText[] {
  return Array.from({ length: entries * each }, (_, at) => {
    const entry = Math.floor(at / each);
    const [act, word] = [ACTS[entry % 20] ?? '', WORDS[Math.floor(entry / 20) % 20] ?? ''];
    const rest = Array.from(
      { length: 5 },
      (__, i) => `${WORDS[(at * 7 + i * 3 + entry) % 20]}${(at * 31 + i * 17) % 90}`,
    );
    return { text: `how can i ${act} the ${word} ${rest.join(' ')}`, intent: `entry ${entry}` };
  });
}

async function madeUp(): Promise<void> {
  const many = phrasingsOf(300, 5);
  const started = performance.now();
  const matcher = await trainMatcher({ phrasings: many });
  line('faq: training 300 entries of 5 phrasings', `${rounded((performance.now() - started) / 1000)} s`);
  const took = await sampleOf(2_000, (at) => {
    matcher.match(many[(at * 13) % many.length]?.text ?? '');
    return Promise.resolve();
  });
  line(
    'faq: one question, by letters alone',
    `p50 ${rounded(quantile(took, 0.5))} ms, p99 ${rounded(quantile(took, 0.99))} ms`,
  );
  const small = (await trainMatcher({ phrasings: phrasingsOf(60, 5) })).save();
  for (const [bytes, entries, count] of [
    [small, 60, 500],
    [matcher.save(), 300, 50],
  ] as const) {
    const before = process.memoryUsage();
    const loaded = Array.from({ length: count }, () => loadMatcher(bytes));
    for (const one of loaded) one.match('how can i cancel');
    const after = process.memoryUsage();
    const mb = (after.heapUsed + after.arrayBuffers - before.heapUsed - before.arrayBuffers) / 2 ** 20;
    line(
      `faq: models of ${count} communities of ${entries} entries of 5 phrasings`,
      `${rounded(mb)} MB (${rounded(mb / loaded.length)} MB each; saved ${rounded(bytes.length / 2 ** 20)} MB)`,
    );
  }
}
