import type { Difference, Measures } from '#domain/recommend';
import type { RecommendEvaluation } from './recommend.js';

/** The evaluation in lines to read. */
export function recommendReport(found: RecommendEvaluation): string[] {
  const { k, data, choice, popularity, random, better, memory } = found;
  const table = [
    ['', `R@${k}`, `NDCG@${k}`, `hit@${k}`, 'coverage'],
    figures(found.model, found),
    figures('popularity', popularity),
    figures('random', random),
  ].map(([name = '', ...cells]) => `${name.padEnd(34)}${cells.map((cell) => cell.padStart(10)).join('')}`);
  const rows: [string, string][] = [
    ['members, courses, taken', `${data.members}, ${data.courses}, ${data.taken}`],
    ['members in the test', String(found.members)],
    [`R@${k} above popularity`, interval(better.recall)],
    [`NDCG@${k} above popularity`, interval(better.ndcg)],
    ['training', `${Math.round(found.trainingMs)} ms`],
    [
      `choosing, ${choice.trials} tried`,
      `${(found.choosingMs / 1000).toFixed(1)} s, by the training file alone`,
    ],
    ['recommending to all', `${Math.round(found.rankingMs)} ms`],
    ['model, whole process', `${memory.modelMb.toFixed(1)} MB, ${Math.round(memory.residentMb)} MB`],
    ['settings', JSON.stringify(settingsOf(choice.recipe))],
    ['popularity beside it', choice.prior.at.join(', ') + ' at 1, 3, 10, 30 courses'],
    [
      'on held-out courses',
      choice.tried
        .map(({ kind, score }) => `${kind} ${score.recall.toFixed(3)}/${score.ndcg.toFixed(3)}`)
        .join(', '),
    ],
    ['data, seed', `${data.hash}, ${data.seed}`],
  ];
  const lines = [...table, '', ...rows.map(([what, measured]) => `${what.padEnd(34)}${measured}`)];
  return [...lines, ...coldLines(found), ...found.notes.map((note) => `Note: ${note}.`)];
}

function coldLines({ cold, k }: RecommendEvaluation): string[] {
  if (!cold) return [];
  const of = (model: number, other: number) =>
    `${model.toFixed(3)} against ${other.toFixed(3)}${other > 0 ? `, ${(model / other).toFixed(2)}×` : ''}`;
  return [
    ...cold.members.map(
      ({ length, members, recall }) =>
        `${`newcomers with ${length}: R@${k}, popularity`.padEnd(34)}${of(recall.model, recall.popularity)} (${members} members)`,
    ),
    cold.courses
      ? `${`new courses: R@${k}, texts alone`.padEnd(34)}${of(cold.courses.recall.model, cold.courses.recall.content)} (${cold.courses.courses} courses, ${cold.courses.members} members)`
      : `${'new courses'.padEnd(34)}not measured: no texts`,
  ];
}

function figures(name: string, { recall, ndcg, hit, coverage }: Measures): string[] {
  return [name, ...[recall, ndcg, hit, coverage].map((value) => value.toFixed(4))];
}

function interval({ by, low, high }: Difference): string {
  return `${by.toFixed(4)} (95 %: ${low.toFixed(4)} to ${high.toFixed(4)})`;
}

function settingsOf(recipe: RecommendEvaluation['choice']['recipe']): object {
  return recipe.kind === 'content' ? { kind: 'content' } : recipe;
}
