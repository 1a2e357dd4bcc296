/** The transcript: what everybody said and saw, and whether it was what should be seen. */
import type { Person } from './control.js';

/** What somebody sees of a message, on either platform. */
export interface Seen {
  id: string;
  /** Channel or chat. */
  where: string;
  text: string;
  buttons: { label: string; url?: string; data?: string }[];
  menus: { id: string; hint: string; options: { label: string; value: string }[] }[];
  /** Pictures and documents; a photo on Telegram has no name of its own. */
  files: { name: string; url?: string }[];
}

export interface Script {
  chapter(title: string): void;
  note(text: string): void;
  did(who: Person, where: string, what: string): void;
  saw(who: Person, where: string, message: Seen, changed: boolean): void;
  /** Writes down whether something is as it should be; the story goes on either way. */
  check(what: string, ok: boolean, detail?: string): void;
  failures(): readonly string[];
}

const WIDTH = 100;

export function createScript(print: (line: string) => void): Script {
  const failed: string[] = [];
  let checks = 0;
  let chapter = '';
  return {
    chapter(title) {
      chapter = title;
      print(`\n━━ ${title} ${'━'.repeat(Math.max(0, WIDTH - title.length))}`);
    },
    note: (text) => print(`\n   · ${text}`),
    did: (who, where, what) => print(`\n${who.name} (${where})  ›  ${what}`),
    saw(who, where, { text, buttons, menus, files }, changed) {
      const lines = [
        ...text.split('\n'),
        ...files.map(({ name }) => `📎 ${name}`),
        ...(buttons.length > 0
          ? [buttons.map(({ label, url }) => `[${label}${url ? ' ↗' : ''}]`).join(' ')]
          : []),
        ...menus.map(
          ({ hint, options }) => `(${hint || 'choose'}: ${options.map((one) => one.label).join(' / ')})`,
        ),
      ];
      print(`   ${who.name} sees, ${where}${changed ? ', changed' : ''}:`);
      for (const line of lines) print(`     │ ${line}`);
    },
    check(what, ok, detail) {
      checks += 1;
      if (ok) return;
      failed.push(`${chapter}: ${what}`);
      print(`   ✗ ${what}${detail ? `\n     ${detail}` : ''}`);
    },
    failures() {
      print(`\n${checks} checks, ${failed.length} failed`);
      for (const one of failed) print(`  ✗ ${one}`);
      return failed;
    },
  };
}
