// Reads addresses to their end, all at once, and throws away what comes: argv: how many readers, address.
import { get } from 'node:http';

const [readers, url] = [Number(process.argv[2]), process.argv[3] ?? ''];
const agent = { agent: false };

const read = () =>
  new Promise((resolve, reject) => {
    get(url, agent, (answer) => {
      let bytes = 0;
      if (answer.statusCode !== 200) reject(new Error(`answered ${answer.statusCode}`));
      answer.on('data', (chunk) => (bytes += chunk.length)).on('end', () => resolve(bytes));
      answer.on('error', reject);
    }).on('error', reject);
  });

const started = performance.now();
const bytes = await Promise.all(Array.from({ length: readers }, read));
const seconds = (performance.now() - started) / 1_000;
console.log(JSON.stringify({ seconds, bytes: bytes.reduce((sum, one) => sum + one, 0) }));
