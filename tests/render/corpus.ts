/** The Markdown cases, and what is said about them in more than one test. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { documentOf, type Document } from '#contracts';
import {
  documentPages as discordPages,
  type DocumentPage as DiscordPage,
} from '../../src/adapters/discord/document.js';
import {
  documentPages as telegramPages,
  type DocumentPage as TelegramPage,
} from '../../src/adapters/telegram/document.js';

const folder = join(import.meta.dirname, 'corpus');

export interface Case {
  name: string;
  markdown: string;
}

export const corpus: readonly Case[] = readdirSync(folder)
  .filter((name) => name.endsWith('.md'))
  .sort()
  .map((name) => ({
    name: name.replace(/\.md$/, ''),
    markdown: readFileSync(join(folder, name), 'utf8'),
  }));

export interface Drawn {
  document: Document;
  discord: DiscordPage[];
  telegram: TelegramPage[];
}

export function drawn(markdown: string): Drawn {
  const document = documentOf(markdown);
  return { document, discord: discordPages(document), telegram: telegramPages(document) };
}

const INVISIBLE: Record<string, string> = { '\u200B': '⟨zwsp⟩', '\u2060': '⟨wj⟩' };
const shown = (text: string): string => text.replace(/[\u200B\u2060]/g, (sign) => INVISIBLE[sign] ?? sign);

/** Both platforms' pages as one text, for snapshots; what is invisible is spelled out. */
export function asText({ document, discord, telegram }: Drawn): string {
  const out: string[] = [];
  discord.forEach(({ embeds, pictures }, index) => {
    out.push(`━━ Discord ${index + 1}/${discord.length}`);
    for (const { description, image, footer } of embeds) {
      if (description !== undefined) out.push(shown(description));
      if (image) out.push(`⟦${image.url}⟧${footer ? ` ${footer.text}` : ''}`);
    }
    for (const { name, asset, alt } of pictures) out.push(`⟦${name} is ${asset}: ${alt}⟧`);
  });
  telegram.forEach(({ inked, picture, captionAbove }, index) => {
    out.push(`━━ Telegram ${index + 1}/${telegram.length}`);
    if (picture) {
      const source = 'url' in picture.source ? picture.source.url : picture.source.asset;
      out.push(`⟦${source}: ${picture.alt}⟧${captionAbove ? ' below' : ''}`);
    }
    out.push(shown(inked.text));
    for (const entity of inked.entities) {
      const { type, offset, length } = entity;
      const more = 'url' in entity ? ` ${entity.url}` : 'language' in entity ? ` ${entity.language}` : '';
      const covered = inked.text.slice(offset, offset + length).replaceAll('\n', '⏎');
      out.push(`  ${type}${more}: ${shown(covered.length > 60 ? `${covered.slice(0, 60)}…` : covered)}`);
    }
  });
  for (const { kind, line, excerpt } of document.problems) out.push(`! ${kind} in line ${line}: ${excerpt}`);
  return `${out.join('\n')}\n`;
}
