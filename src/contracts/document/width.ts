/** How much room text takes in fixed-width letters. */
const WIDE =
  /[\u1100-\u115F\u2E80-\u303E\u3041-\u4DBF\u4E00-\uA4CF\uA960-\uA97F\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6\u{1F300}-\u{1FAFF}\u{20000}-\u{3FFFD}]|\p{Emoji_Presentation}/u;
const NO_WIDTH = /^[\p{M}\p{Cf}]+$/u;
const PLAIN = /^[\u0020-\u007E]*$/;
const SEGMENTER = new Intl.Segmenter();

export interface Size {
  /** Letters as wide as two: Chinese, emoji. */
  wide: number;
  narrow: number;
}

export function sizeOf(text: string): Size {
  if (PLAIN.test(text)) return { wide: 0, narrow: text.length };
  let wide = 0;
  let narrow = 0;
  for (const { segment } of SEGMENTER.segment(text)) {
    if (WIDE.test(segment)) wide += 1;
    else if (!NO_WIDTH.test(segment)) narrow += 1;
  }
  return { wide, narrow };
}

/** Columns that a text takes: Chinese characters and emoji take two. */
export function columns(text: string): number {
  const { wide, narrow } = sizeOf(text);
  return wide * 2 + narrow;
}
