import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Builds the page into dist/page, from where the server hands it out under /sandbox/. */
export default defineConfig({
  root: here('.'),
  base: '/sandbox/',
  publicDir: false,
  logLevel: 'warn',
  // Whoever builds it, tests included, gets what is handed out.
  resolve: { conditions: ['module', 'browser', 'production'] },
  build: {
    outDir: here('../../../dist/page'),
    emptyOutDir: true,
    target: 'es2022',
    // The server's content security policy allows no inline script.
    modulePreload: { polyfill: false },
  },
  // `vite --config src/sandbox/page/vite.config.ts` while working on the page: the product answers.
  server: { proxy: { '/sandbox/api': 'http://127.0.0.1:3000' } },
});
