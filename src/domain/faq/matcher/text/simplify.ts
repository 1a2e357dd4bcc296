import { ConverterFactory } from 'opencc-js/core';
import characters from 'opencc-js/dict/TSCharacters';
import phrases from 'opencc-js/dict/TSPhrases';

type Convert = (text: string) => string;

let convert: Convert | undefined;

/**
 * Traditional characters as simplified ones, by the tables of Open Chinese Convert (`t2s`), which know that 乾 is
 * 干 in 餅乾 and stays 乾 in 乾坤. Built at first use: 37 kB of tables that an English community never needs.
 */
export function simplified(text: string): string {
  convert ??= ConverterFactory([phrases, characters]);
  return convert(text);
}
