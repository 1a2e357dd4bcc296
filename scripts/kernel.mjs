// node scripts/kernel.mjs [--check]
// Compiles assembly/ and writes it, as text that every way of running the product can import, to
// src/domain/recommend/kernel/wasm.ts. The result is kept with the sources: neither a start nor a test needs the
// compiler. --check writes nothing and fails when what is kept is not what the sources give.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import asc from 'assemblyscript/asc';

const root = fileURLToPath(new URL('..', import.meta.url));
const target = `${root}src/domain/recommend/kernel/wasm.ts`;

/** @returns the text of wasm.ts */
export async function compileKernel() {
  let bytes = new Uint8Array();
  const { error } = await asc.main(
    [
      'assembly/index.ts',
      ...['--outFile', 'kernel.wasm', '--baseDir', root, '-O3', '--noAssert', '--runtime', 'stub'],
      ...['--enable', 'simd', '--enable', 'threads', '--use', 'abort='],
      // Shared, so that threads can work on the same factors; the caller says how much there is.
      ...['--importMemory', '--sharedMemory', '--initialMemory', '1', '--maximumMemory', '65536'],
    ],
    { stderr: process.stderr, writeFile: (_name, contents) => void (bytes = contents) },
  );
  if (error) throw error;
  return [
    '// Written by `node scripts/kernel.mjs` from assembly/; do not edit.',
    `export const KERNEL =\n  '${Buffer.from(bytes).toString('base64')}';`,
    '',
  ].join('\n');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const text = await compileKernel();
  if (!process.argv.includes('--check')) {
    writeFileSync(target, text);
  } else if (readFileSync(target, 'utf8') !== text) {
    console.error(
      'src/domain/recommend/kernel/wasm.ts is not what assembly/ gives: run node scripts/kernel.mjs',
    );
    process.exitCode = 1;
  }
}
