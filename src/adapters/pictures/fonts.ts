import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { GlobalFonts } from '@napi-rs/canvas';

/** One file of the font, and the characters it has. */
interface Slice {
  alias: string;
  path: string;
  ranges: { from: number; to: number }[];
}

/** Slices that hold what is always needed, and what stands there for letters nobody has. */
const FIRST = 'latin';

/**
 * The font comes in a hundred slices. Each is loaded when a text needs it, under a name of its own: under one name
 * only the first of them would be looked into, and every other character would be a box.
 */
export function createFonts() {
  const folder = dirname(
    createRequire(import.meta.url).resolve('@fontsource-variable/noto-sans-sc/package.json'),
  );
  const slices = slicesIn(folder);
  const byCode = new Map<number, string | null>();
  const loaded = new Set<string>();

  function sliceOf(code: number): Slice | undefined {
    const known = byCode.get(code);
    if (known !== undefined) return slices.find(({ alias }) => alias === known);
    const found = slices.find(({ ranges }) => ranges.some(({ from, to }) => from <= code && code <= to));
    byCode.set(code, found?.alias ?? null);
    return found;
  }

  function load({ alias, path }: Slice): string {
    if (!loaded.has(alias)) {
      if (!GlobalFonts.registerFromPath(path, alias)) throw new Error(`the font ${path} cannot be read`);
      loaded.add(alias);
    }
    return alias;
  }

  return {
    /** The families that together have every character of a text, for the `font` of a canvas. */
    familiesFor(text: string): string {
      const aliases = new Set<string>();
      const first = slices.find(({ alias }) => alias.endsWith(` ${FIRST}`));
      if (first) aliases.add(load(first));
      for (const character of text) {
        const slice = sliceOf(character.codePointAt(0) ?? 0);
        if (slice) aliases.add(load(slice));
      }
      return [...aliases].map((alias) => `"${alias}"`).join(', ');
    },
    /** Whether the font has a character. */
    has: (character: string): boolean => sliceOf(character.codePointAt(0) ?? 0) !== undefined,
  };
}

export type Fonts = ReturnType<typeof createFonts>;

function slicesIn(folder: string): Slice[] {
  const unicode = JSON.parse(readFileSync(join(folder, 'unicode.json'), 'utf8')) as Record<string, string>;
  const slices = Object.entries(unicode).map(([key, ranges]): Slice => {
    const name = key.replace(/^\[(\d+)\]$/, '$1');
    return {
      alias: `Lyceum ${name}`,
      path: join(folder, 'files', `noto-sans-sc-${name}-wght-normal.woff2`),
      ranges: ranges.split(',').map(rangeOf),
    };
  });
  // Letters that several slices have are taken from the one that is loaded anyway.
  return slices.toSorted((a, b) => Number(b.alias.endsWith(FIRST)) - Number(a.alias.endsWith(FIRST)));
}

/** `U+4e00-4e0f` or `U+20` */
function rangeOf(range: string): { from: number; to: number } {
  const [from = '', to = from] = range.trim().replace(/^U\+/i, '').split('-');
  return { from: Number.parseInt(from, 16), to: Number.parseInt(to, 16) };
}
