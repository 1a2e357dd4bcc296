import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

export interface Source {
  /** Path from the project's root. */
  path: string;
  text: string;
  /** What it imports, as written, and the file it means when that is ours. */
  imports: { from: string; target: string | null; typeOnly: boolean }[];
}

const IMPORT = /^\s*(?:import|export)\s+(type\s+)?(?:[^'";]*?\s+from\s+)?'([^']+)'|import\('([^']+)'\)/gm;

const aliases: [RegExp, string][] = [
  [/^#kernel\/(.+)$/, 'src/kernel/$1.ts'],
  [/^#database$/, 'src/database/index.ts'],
  [/^#domain\/(.+)$/, 'src/domain/$1/index.ts'],
  [/^#contracts$/, 'src/contracts/index.ts'],
  [/^#adapters\/(.+)$/, 'src/adapters/$1/index.ts'],
  [/^#sandbox$/, 'src/sandbox/index.ts'],
  [/^#app\/(.+)$/, 'src/app/$1.ts'],
  [/^#commands$/, 'commands/index.ts'],
  [/^#jobs$/, 'jobs/index.ts'],
];

/** Every file of ours that becomes part of the product, with its imports. */
export function sources(): Source[] {
  return ['src', 'commands', 'jobs'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .map((name) => join(folder, name))
      .filter((path) => path.endsWith('.ts') && !/generated|sandbox\/page/.test(path))
      .map(read),
  );
}

function read(path: string): Source {
  const text = readFileSync(join(root, path), 'utf8');
  const imports = [...text.matchAll(IMPORT)].map((match) => {
    const from = match[2] ?? match[3] ?? '';
    return { from, target: resolve(path, from), typeOnly: match[1] !== undefined };
  });
  return { path, text, imports };
}

function resolve(path: string, from: string): string | null {
  if (from.startsWith('.')) {
    return relative(root, normalize(join(root, dirname(path), from))).replace(/\.js$/, '.ts');
  }
  const alias = aliases.find(([shape]) => shape.test(from));
  return alias ? from.replace(alias[0], alias[1]) : null;
}

/** `src/domain/access/act.ts` → `domain/access`; `jobs/x.ts` → `jobs`. */
export function roomOf(path: string): string {
  const parts = path.replace(/^src\//, '').split('/');
  return /^(domain|adapters)$/.test(parts[0] ?? '') ? `${parts[0]}/${parts[1]}` : (parts[0] ?? '');
}
