import { isTextKey, say, type Phrase, type Reply, type ReplyButton } from '#contracts';
import type { Course, UploadNote, UploadReport } from '#domain/courses';
import { stacked } from '../pieces/words.js';

/** Notes shown in one answer. */
const NOTES = 8;

export const showButton = ({ slug }: Pick<Course, 'slug'>): ReplyButton => ({
  label: say('teaching.buttons.show'),
  command: 'course show',
  options: { course: slug },
});

export const previewButton = ({ slug }: Pick<Course, 'slug'>, lesson?: string): ReplyButton => ({
  label: say('teaching.buttons.preview'),
  command: 'course preview',
  options: { course: slug, ...(lesson === undefined ? {} : { lesson }) },
  style: 'primary',
});

export const publishButton = ({ slug }: Pick<Course, 'slug'>): ReplyButton => ({
  label: say('teaching.buttons.publish'),
  command: 'course publish',
  options: { course: slug },
});

export const plansButton = ({ slug }: Pick<Course, 'slug'>): ReplyButton => ({
  label: say('teaching.buttons.plans'),
  command: 'course plans',
  options: { course: slug },
});

/** What an upload did, for whoever made it. */
export function uploaded(course: Course, report: UploadReport): Reply {
  if (report.unchanged) {
    return {
      tone: 'plain',
      body: [say('teaching.upload.unchanged', { course: course.title }), ...notesOf(report.notes)],
      buttons: [[showButton(course), previewButton(course)]],
    };
  }
  const { lessons, assets, number } = report;
  const [first] = [...lessons.added, ...lessons.changed];
  return {
    tone: 'good',
    title: say('teaching.upload.done', { course: course.title, number }),
    body: [
      say('teaching.upload.lessons', {
        added: lessons.added.length,
        changed: lessons.changed.length,
        removed: lessons.removed.length,
        moved: lessons.moved,
      }),
      ...(assets.files > 0
        ? [
            say('teaching.upload.assets', {
              count: assets.files,
              size: (assets.bytes / 1_048_576).toFixed(1),
              known: assets.known,
            }),
          ]
        : []),
      say('teaching.upload.hidden'),
      ...notesOf(report.notes),
    ],
    buttons: [
      [previewButton(course, first), plansButton(course), publishButton(course)],
      [showButton(course)],
    ],
  };
}

/** What the author should look at. */
export function notesOf(notes: readonly UploadNote[]): Phrase[] {
  if (notes.length === 0) return [];
  const more = notes.length - NOTES;
  return [
    stacked([
      say('teaching.upload.notes'),
      ...notes
        .slice(0, NOTES)
        .map((note) =>
          say('teaching.upload.note', { file: note.file, line: note.line, what: notePhrase(note) }),
        ),
      ...(more > 0 ? [say('teaching.upload.more_notes', { count: more })] : []),
    ]),
  ];
}

function notePhrase({ kind, excerpt }: UploadNote): Phrase {
  const key = `teaching.note.${kind}`;
  return say(isTextKey(key) ? key : 'teaching.note.other', { excerpt });
}
