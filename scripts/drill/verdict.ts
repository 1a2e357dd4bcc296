import type { Count } from './count.js';
import type { Caught } from './killer.js';
import type { DrillOptions } from './options.js';

/** What the drill found, as people read it. */
export function table(
  options: DrillOptions,
  counts: readonly Count[],
  caught: Caught,
  seconds: number,
): string {
  const columns: [string, (one: Count) => string | number][] = [
    ['platform', (one) => one.platform],
    ['kills', () => options.kills],
    ['changes', (one) => one.changes],
    ['missing', (one) => one.missing],
    ['too many', (one) => one.extra],
    ['notices', (one) => one.notices],
    ['arrived', (one) => one.arrived],
    ['lost', (one) => one.lost],
    ['doubled', (one) => one.doubled],
    ['uncertain', (one) => one.uncertain],
    ['of these undelivered', (one) => one.undelivered],
  ];
  return [
    '',
    ...columned(columns, counts),
    '',
    `The kills met ${caught.seat} changes of roles and seats, ${caught.notice} notices and ${caught.other} other calls on the line.`,
    `${seconds.toFixed(0)} s in all; seed ${options.seed}.`,
  ].join('\n');
}

/** Lines of a table, its first column to the left and the others to the right. */
export function columned<Row>(
  columns: readonly [string, (row: Row) => string | number][],
  counts: readonly Row[],
): string[] {
  const rows = [
    columns.map(([name]) => name),
    ...counts.map((one) => columns.map(([, of]) => String(of(one)))),
  ];
  const widths = columns.map((_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0)))
      .join('  '),
  );
}

/** What was promised and did not hold, each in a sentence. */
export function brokenPromises(options: DrillOptions, counts: readonly Count[]): string[] {
  const bound = options.kills * options.concurrency;
  return counts.flatMap((one) => [
    ...one.complaints.map((complaint) => `${one.platform}: ${complaint}`),
    ...(one.platform === 'discord' && one.undelivered > 0
      ? [`discord: ${one.undelivered} notices are uncertain and did not arrive`]
      : []),
    ...(one.uncertain > bound
      ? [`${one.platform}: ${one.uncertain} notices are uncertain, more than kills × concurrency = ${bound}`]
      : []),
    ...(one.changes < options.changes || one.notices < options.changes
      ? [`${one.platform}: only ${one.changes} changes and ${one.notices} notices were asked for`]
      : []),
  ]);
}
