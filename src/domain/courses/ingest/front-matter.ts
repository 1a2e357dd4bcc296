import { parseDocument } from 'yaml';
import { LIMITS } from './limits.js';
import { refused } from './refuse.js';

export interface Fronted {
  /** Plain data under lower-case names; empty without front matter. */
  fields: ReadonlyMap<string, unknown>;
  body: string;
  /** Lines before the body. */
  skipped: number;
}

const FENCED = /^---[ \t]*\n(?:([\s\S]*?)\n)?(?:---|\.\.\.)[ \t]*(?:\n|$)/;

/**
 * Divides a text into its front matter and the rest. YAML is read as plain data: no tags, no references to
 * elsewhere in it, and nothing becomes an object of ours. Throws UserFacingError with file and line.
 */
export function frontMatterOf(text: string, file: string): Fronted {
  const none = { fields: new Map<string, unknown>(), body: text, skipped: 0 };
  if (!/^---[ \t]*\n/.test(text)) return none;
  const found = FENCED.exec(text);
  // A line of dashes that nothing closes is a rule in the text.
  if (!found) return none;
  const [all, yaml = ''] = found;
  if (Buffer.byteLength(yaml) > LIMITS.frontMatterBytes) {
    throw refused('upload_front_matter_big', file, { max: LIMITS.frontMatterBytes / 1_024 });
  }
  const skipped = all.split('\n').length - (all.endsWith('\n') ? 1 : 0);
  return { fields: fieldsOf(yaml, file), body: text.slice(all.length), skipped };
}

function fieldsOf(yaml: string, file: string): Map<string, unknown> {
  const wrong = (at: number) =>
    refused('upload_front_matter', file, { line: yaml.slice(0, at).split('\n').length + 1 });
  let plain: unknown;
  try {
    const document = parseDocument(yaml, {
      version: '1.2',
      schema: 'core',
      merge: false,
      strict: true,
      uniqueKeys: true,
      prettyErrors: false,
      logLevel: 'error',
    });
    // A tag that is unknown is only a warning of the reader's; here it is a wish that nobody grants.
    const [problem] = [...document.errors, ...document.warnings];
    if (problem) throw wrong(problem.pos[0]);
    plain = document.toJS({ mapAsMap: true, maxAliasCount: 0 });
  } catch (error) {
    if (error instanceof Error && error.name === 'UserFacingError') throw error;
    // References, and nesting without end, are refused with exceptions of several kinds.
    throw wrong(0);
  }
  if (plain === null || plain === undefined) return new Map();
  if (!(plain instanceof Map)) throw wrong(0);
  return new Map([...plain].map(([key, value]) => [String(key).toLowerCase().trim(), value]));
}
