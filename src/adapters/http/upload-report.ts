import { flat, isTextKey, plain, say } from '#contracts';
import type { UploadReport } from '#domain/courses';
import type { Locale } from '#domain/members';
import { ProviderUnavailable, UserFacingError } from '#kernel/errors';

/** What the page shows at the end, in the reader's words. */
export interface Result {
  good: boolean;
  title: string;
  lines: string[];
  notes: string[];
}

/** Notes that are read by somebody; the rest is more of the same. */
const NOTES = 100;

export function resultOf(report: UploadReport, locale: Locale): Result {
  const { slug, number, lessons, assets, unchanged } = report;
  if (unchanged) {
    const lines = [plain(locale, 'files.upload.unchanged', { slug })];
    return { good: true, title: plain(locale, 'files.upload.unchanged_title'), lines, notes: [] };
  }
  return {
    good: true,
    title: plain(locale, 'files.upload.done_title'),
    lines: [
      // The page shows lines as they are.
      plain(locale, 'files.upload.done', { slug, number }).replaceAll('`', ''),
      plain(locale, 'files.upload.lessons', {
        added: lessons.added.length,
        changed: lessons.changed.length,
        removed: lessons.removed.length,
      }),
      plain(locale, 'files.upload.assets', {
        files: assets.files,
        size: sizeText(assets.bytes),
        known: assets.known,
      }),
    ],
    notes: report.notes.slice(0, NOTES).map(({ file, line, kind, excerpt }) => {
      const key = `teaching.note.${kind}`;
      const what = plain(locale, isTextKey(key) ? key : 'teaching.note.other', { excerpt });
      return line > 1
        ? plain(locale, 'files.upload.note', { file, line, what })
        : plain(locale, 'files.upload.note_whole', { file, what });
    }),
  };
}

/** Why nothing was saved, for whoever uploaded; null: nobody but the operator can tell. */
export function refusalText(error: unknown, locale: Locale): string | null {
  if (error instanceof ProviderUnavailable) return plain(locale, 'files.upload.away');
  if (!(error instanceof UserFacingError)) return null;
  const key = `errors.${error.key}`;
  return isTextKey(key) ? flat(say(key, error.params), { locale, timeZone: 'UTC' }) : null;
}

function sizeText(bytes: number): string {
  return bytes < 1_048_576 ? `${Math.ceil(bytes / 1_024)} KB` : `${Math.round(bytes / 1_048_576)} MB`;
}
