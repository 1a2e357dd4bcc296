import type { Command } from 'commander';

export interface FaqWish {
  train: string;
  valid?: string;
  test: string;
  predictions?: string;
  lexical?: boolean;
  titles: boolean;
  json?: boolean;
}

/** `lyceum eval faq`: how often the FAQ matcher is right, and silent where it should be, on questions of one's own. */
export function addEvalFaq(evals: Command): void {
  evals
    .command('faq')
    .description(
      'the FAQ matcher, on files with {"text","intent"} in each line; intent null: about nothing known',
    )
    .requiredOption('--train <file>', 'phrasings to learn from')
    .option('--valid <file>', 'questions to choose thresholds by; without it, parts of the training file are')
    .requiredOption('--test <file>', 'questions to measure on; nothing is chosen by them')
    .option('--predictions <file>', 'where to write what was said to each question of the test')
    .option('--lexical', 'by letters alone, without the sentence encoder')
    .option(
      '--no-titles',
      "the intents' names are no phrasings; otherwise each is one, as an entry's title is",
    )
    .option('--json', 'one JSON object instead of lines to read')
    .action(async (wish: FaqWish) => (await import('./eval-faq-run.js')).evalFaq(wish));
}
