import type { Command } from 'commander';
import { addEvalFaq } from './eval-faq.js';
import { addEvalRecommend } from './eval-recommend.js';
import { addEvalForecast } from './eval-forecast.js';

/** `lyceum eval …`: how good the models are on data of one's own. */
export function addEvalCommands(program: Command): void {
  const evals = program.command('eval').description('measures a model on data of your own');
  addEvalFaq(evals);
  addEvalRecommend(evals);
  addEvalForecast(evals);
}
