import { pinyin } from 'pinyin-pro';

/** How Chinese characters are said, without tones; other signs as they are. */
export function syllables(text: string): string[] {
  return pinyin(text, { toneType: 'none', type: 'array' });
}
