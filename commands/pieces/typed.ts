/** Whether a label contains what was typed so far; everything does when nothing was typed. */
export function matches(label: string, typed: string): boolean {
  return label.normalize('NFKC').toLowerCase().includes(typed.normalize('NFKC').trim().toLowerCase());
}

/** Whether a person typed exactly this name. */
export function same(name: string, typed: string): boolean {
  return name.normalize('NFKC').trim().toLowerCase() === typed.normalize('NFKC').trim().toLowerCase();
}

/** Labels in pickers: at most 100 UTF-16 units, cut between characters. */
export function clipped(label: string, max = 100): string {
  if (label.length <= max) return label;
  let out = '';
  for (const { segment } of new Intl.Segmenter().segment(label)) {
    if (out.length + segment.length > max - 1) break;
    out += segment;
  }
  return `${out}…`;
}
