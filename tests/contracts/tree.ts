/** Every text of a tree with its dotted key. */
export function leaves(tree: object, path = ''): [key: string, text: string][] {
  return Object.entries(tree).flatMap(([name, value]): [string, string][] =>
    typeof value === 'string' ? [[path + name, value]] : leaves(value as object, `${path}${name}.`),
  );
}

/** Names in double braces, sorted, each once. */
export function slotsOf(text: string): string[] {
  return [...new Set([...text.matchAll(/\{\{(\w+)\}\}/g)].map((found) => found[1] ?? ''))].sort();
}

export interface Call {
  path: string;
  key: string;
  /** Names of the object given with it; null: it cannot be read from the source. */
  names: string[] | null;
}

/** Calls such as `say('a.b', { c, d: 1 })` or `new UserFacingError('x')`, as the source spells them. */
export function calls(source: string, path: string, callee: string): Call[] {
  const code = source.replaceAll(/\/\*[\s\S]*?\*\//g, '');
  const found: Call[] = [];
  const start = new RegExp(String.raw`\b${callee}\(\s*'([^']+)'\s*(,?)\s*`, 'g');
  for (const match of code.matchAll(start)) {
    const at = match.index + match[0].length;
    const rest = code.slice(at);
    const key = match[1] ?? '';
    if (match[2] === '' || rest.startsWith(')')) found.push({ path, key, names: [] });
    else if (!rest.startsWith('{')) found.push({ path, key, names: null });
    else found.push({ path, key, names: objectNames(rest) });
  }
  return found;
}

/** Top-level names of the object literal that `code` begins with; null when it spreads another one. */
function objectNames(code: string): string[] | null {
  const names: string[] = [];
  let depth = 0;
  let part = '';
  const take = () => {
    if (part.trim() !== '') names.push(/^\s*(\.\.\.|\w+)/.exec(part)?.[1] ?? '?');
    part = '';
  };
  for (const character of code) {
    if ('{[('.includes(character)) depth += 1;
    if ('}])'.includes(character)) depth -= 1;
    if (depth === 0) {
      take();
      return names.includes('...') ? null : names;
    }
    if (depth === 1 && character === ',') take();
    else if (!(depth === 1 && part === '' && character === '{')) part += character;
  }
  return null;
}
