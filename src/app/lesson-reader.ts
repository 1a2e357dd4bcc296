import { assetPath, assetsOf, documentOf } from '#contracts';
import type { LessonReader } from '#domain/courses';

/** Something to resolve to, so that a file that is there counts as one; nothing ever opens it. */
const SOMEWHERE = 'https://files.invalid/';

/** Where a link or a picture leads, in `](…)` and in `[…]: …`. */
const TARGET = /(\]\(\s*|^ {0,3}\[[^\]\n]+\]:\s*)(<[^<>\n]*>|[^\s()<>]+)/gm;

/** Lessons as the courses room reads them: with the same eyes that show them later. */
export const lessonReader: LessonReader = {
  read(markdown, at, has) {
    const { heading, rest, cut } = withoutTitle(markdown);
    const body = wholeNames(rest, at, has);
    const linked = new Set<string>();
    const document = documentOf(body, {
      resolve(asset) {
        const name = assetPath('', asset);
        if (name === null || !has(name)) return null;
        linked.add(name);
        return SOMEWHERE;
      },
    });
    const pictures = assetsOf(document).map((asset) => assetPath('', asset) ?? asset);
    const problems = document.problems.map((problem) => ({ ...problem, line: problem.line + cut }));
    return { body, heading, assets: [...new Set([...pictures, ...linked])], problems };
  },
};

/** A heading that opens the text is its title, and is shown as that. */
function withoutTitle(markdown: string): { heading: string | null; rest: string; cut: number } {
  const found = /^\s*# +([^\n]+?)(?: +#+)? *(?:\n+|$)/.exec(markdown);
  const heading = found?.[1]?.replace(/[*_`~]+/g, '').trim();
  if (!found || !heading) return { heading: null, rest: markdown, cut: 0 };
  const [all] = found;
  const title = [...heading].slice(0, 200).join('');
  return { heading: title, rest: markdown.slice(all.length), cut: all.split('\n').length - 1 };
}

/**
 * Names of files, counted from the top of the upload: a lesson may be moved between folders, and is read without
 * knowing its own. What is no file of the upload, and code, stays as it is.
 */
function wholeNames(markdown: string, at: string, has: (name: string) => boolean): string {
  const parts = markdown.split(/^((?:`{3,}|~{3,})[^\n]*\n[\s\S]*?^(?:`{3,}|~{3,})[ \t]*$)/m);
  return parts
    .map((part, index) =>
      index % 2 === 1
        ? part
        : part.replace(TARGET, (all, before: string, target: string) => {
            const name = whole(target.replace(/^<|>$/g, ''), at, has);
            return name === null ? all : `${before}${/[\s()<>]/.test(name) ? `<${name}>` : name}`;
          }),
    )
    .join('');
}

/** null: it is named from the top already, or is no file of the upload. */
function whole(target: string, at: string, has: (name: string) => boolean): string | null {
  if (/^[a-z][a-z0-9+.-]*:|^#|^\/\//i.test(target)) return null;
  const given = decoded(target).replaceAll('\\', '/');
  const names = [assetPath(at, given), assetPath('', given)];
  const name = names.find((one) => one !== null && has(one)) ?? null;
  return name === given ? null : name;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text).normalize('NFC');
  } catch {
    return text.normalize('NFC');
  }
}
