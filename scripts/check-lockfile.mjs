// The lockfile says exactly what is installed: every package with its digest, from no address of its own,
// no version left open, and no install script that nobody looked at.
import { readFileSync } from 'node:fs';

const read = (name) => JSON.parse(readFileSync(new URL(`../${name}`, import.meta.url), 'utf8'));
const manifest = read('package.json');
const lock = read('package-lock.json');
const problems = [];

for (const kind of ['dependencies', 'devDependencies']) {
  for (const [name, version] of Object.entries(manifest[kind])) {
    if (!/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version)) problems.push(`${kind}: ${name} ${version} is not exact`);
    if (lock.packages[''][kind][name] !== version) problems.push(`${kind}: ${name} differs in the lockfile`);
  }
}

const reviewed = manifest.allowScripts ?? {};
for (const [path, entry] of Object.entries(lock.packages)) {
  if (path === '' || entry.link) continue;
  const name = path.split('node_modules/').pop();
  if (!entry.integrity?.startsWith('sha512-')) problems.push(`${path} has no sha512 digest`);
  if (entry.resolved && !entry.resolved.startsWith('https://registry.npmjs.org/')) {
    problems.push(`${path} comes from ${new URL(entry.resolved).host}`);
  }
  if (entry.hasInstallScript && !(name in reviewed))
    problems.push(`${name} runs a script that allowScripts does not name`);
}

for (const problem of problems) console.error(problem);
const count = Object.keys(lock.packages).length - 1;
console.log(
  problems.length === 0 ? `${count} packages, each exact and with its digest` : `${problems.length} problems`,
);
process.exitCode = problems.length === 0 ? 0 : 1;
