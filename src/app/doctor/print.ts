import { flat, plain, type Finding, type Reader, type Severity, type TextKey } from '#contracts';
import { printable } from '#kernel/legible';

const marks: Record<Severity, string> = { broken: '✖', risky: '!', fine: '✔' };
const order: readonly Severity[] = ['broken', 'risky', 'fine'];
const areas = [
  'settings',
  'machine',
  'database',
  'redis',
  'clock',
  'public_url',
  'discord',
  'telegram',
  'stripe',
  'community',
] as const;

/** Findings for a console: by area, what is broken first, each with how to mend it. */
export function printed(findings: readonly Finding[], reader: Reader): string {
  const text = (key: TextKey, values = {}) => plain(reader.locale, key, values);
  const lines = [text('doctor.title'), ''];
  for (const area of areas) {
    const here = findings
      .filter(({ id }) => id.startsWith(`${area}.`))
      .toSorted((a, b) => order.indexOf(a.severity) - order.indexOf(b.severity));
    if (here.length === 0) continue;
    lines.push(text(`doctor.areas.${area}`));
    for (const { severity, what, mend } of here) {
      lines.push(`  ${marks[severity]} ${flat(what, reader)}`);
      if (mend.key !== 'doctor.nothing') lines.push(`    ${flat(mend, reader)}`);
    }
    lines.push('');
  }
  const broken = count(findings, 'broken');
  const risky = count(findings, 'risky');
  const summary = [
    broken > 0 ? text('doctor.summary.broken', { count: broken }) : text('doctor.summary.well'),
    ...(risky > 0 ? [text('doctor.summary.risky', { count: risky })] : []),
  ];
  return printable([...lines, summary.join(reader.locale === 'en' ? ' ' : '')].join('\n'));
}

/** Findings for a program: stable ids, and the same sentences. */
export function asJson(findings: readonly Finding[], reader: Reader): string {
  return JSON.stringify(
    {
      broken: count(findings, 'broken'),
      risky: count(findings, 'risky'),
      findings: findings.map(({ id, severity, what, mend }) => ({
        id,
        severity,
        what: flat(what, reader),
        mend: mend.key === 'doctor.nothing' ? null : flat(mend, reader),
      })),
    },
    null,
    2,
  );
}

export function count(findings: readonly Finding[], severity: Severity): number {
  return findings.filter((one) => one.severity === severity).length;
}
