// node scripts/check-lockfile.mjs [folder]
// What `npm ci` will install is what was reviewed: exact versions, each with its checksum, from the public npm
// registry only, and no install script but those that somebody read (scripts/install-scripts.json says which
// version, whether it runs, and why).
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const EXACT = /^\d+\.\d+\.\d+(-[\w.-]+)?$/;
const HOST = 'https://registry.npmjs.org/';

const folder = process.argv[2] ?? '.';
const read = (name) => JSON.parse(readFileSync(join(folder, name), 'utf8'));
const wanted = read('package.json');
const lock = read('package-lock.json');
const reviewed = existsSync(join(folder, 'scripts/install-scripts.json'))
  ? read('scripts/install-scripts.json')
  : {};
const { '': root = {}, ...packages } = lock.packages ?? {};

const problems = [
  ...lockProblems(),
  ...Object.entries(packages).flatMap(([path, entry]) => packageProblems(path, entry)),
  ...dependencyProblems(),
  ...scriptProblems(),
  ...ownProblems(),
];
for (const problem of problems) console.error(problem);
const count = Object.keys(packages).length;
console.log(
  problems.length === 0
    ? `package-lock.json: ${count} packages, all as they should be`
    : `package-lock.json: ${problems.length} problems`,
);
process.exitCode = problems.length === 0 ? 0 : 1;

function lockProblems() {
  const found = [];
  if (lock.lockfileVersion !== 3) found.push(`lockfileVersion is ${lock.lockfileVersion}, not 3`);
  if (Object.keys(packages).length === 0) found.push('there are no packages in it');
  for (const kind of ['dependencies', 'devDependencies', 'optionalDependencies']) {
    if (JSON.stringify(sorted(root[kind])) !== JSON.stringify(sorted(wanted[kind]))) {
      found.push(`${kind} of package.json and of package-lock.json differ: run npm install`);
    }
  }
  return found;
}

function packageProblems(path, { integrity, resolved, link, version }) {
  const found = [];
  if (link) found.push(`${path} is a link`);
  if (!EXACT.test(version ?? '')) found.push(`${path} has no plain version: ${version}`);
  const algorithms = (integrity ?? '').split(' ').map((one) => one.split('-')[0]);
  if (!algorithms.includes('sha512')) found.push(`${path} has no sha512 checksum`);
  if (resolved !== undefined && !resolved.startsWith(HOST)) found.push(`${path} comes from ${resolved}`);
  // The same version twice with two contents would mean that one of them is not what it says.
  const twin = Object.entries(packages).find(
    ([other, entry]) =>
      other < path && nameOf(other) === nameOf(path) && entry.version === version && entry.name === undefined,
  );
  if (twin && twin[1].integrity !== integrity) found.push(`${path} and ${twin[0]} differ in content`);
  return found;
}

function dependencyProblems() {
  return ['dependencies', 'devDependencies', 'optionalDependencies'].flatMap((kind) =>
    Object.entries(wanted[kind] ?? {})
      .filter(([, version]) => !EXACT.test(version))
      .map(([name, version]) => {
        const now = packages[`node_modules/${name}`]?.version;
        return `${kind}: ${name} is ${version}, not an exact version; installed is ${now ?? 'none'}`;
      }),
  );
}

function scriptProblems() {
  const decided = wanted.allowScripts ?? {};
  const scripted = Object.entries(packages).filter(([, entry]) => entry.hasInstallScript);
  const names = new Set(scripted.map(([path]) => nameOf(path)));
  return [
    ...scripted.flatMap(([path, { version }]) => reviewProblems(nameOf(path), version, decided)),
    ...Object.keys(decided)
      .filter((name) => !names.has(name))
      .map((name) => `allowScripts names ${name}, which has no install script (any more)`),
    ...Object.keys(reviewed)
      .filter((name) => !names.has(name))
      .map((name) => `install-scripts.json names ${name}, which has no install script (any more)`),
  ];
}

/** Another version has another script, so it is read again. */
function reviewProblems(name, version, decided) {
  const found = [];
  const review = reviewed[name];
  if (typeof decided[name] !== 'boolean') {
    found.push(`${name} has an install script that allowScripts says nothing about`);
  }
  if (!review) found.push(`${name} has an install script that nobody reviewed`);
  else {
    if (review.version !== version) {
      found.push(`the install script of ${name} was reviewed in ${review.version}, not in ${version}`);
    }
    if (review.runs !== decided[name]) {
      found.push(`${name}: install-scripts.json and allowScripts say different things`);
    }
    if (typeof review.reason !== 'string' || review.reason.trim() === '') {
      found.push(`the review of ${name} gives no reason`);
    }
  }
  return found;
}

/** What we ourselves would run or change on the machine of whoever installs us. */
function ownProblems() {
  const hooks = [
    'preinstall',
    'install',
    'postinstall',
    'prepublish',
    'preprepare',
    'prepare',
    'postprepare',
  ];
  const found = hooks
    .filter((name) => wanted.scripts?.[name] !== undefined)
    .map((name) => `package.json has a script ${name}, which installing would run`);
  const npmrc = join(folder, '.npmrc');
  if (!existsSync(npmrc)) return found;
  for (const line of readFileSync(npmrc, 'utf8').split('\n')) {
    const [, name = '', value = ''] = /^\s*([^#;=]+?)\s*=\s*(.*?)\s*$/.exec(line) ?? [];
    const isRegistry = /(^|:)registry$/.test(name);
    if (isRegistry && value !== HOST) found.push(`.npmrc takes packages from ${value}`);
    if (name === 'strict-ssl' && value !== 'true') found.push('.npmrc believes any certificate');
    if (/_auth|token|password/i.test(name)) found.push(`.npmrc holds a secret: ${name}`);
  }
  return found;
}

/** `node_modules/a/node_modules/@b/c` is `@b/c`. */
function nameOf(path) {
  return path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
}

function sorted(record = {}) {
  return Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1));
}
