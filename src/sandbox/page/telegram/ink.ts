import { html, nothing, type TemplateResult } from 'lit';
import { withEmoji } from '../look/emoji.js';
import type { MessageEntity } from '../state/views.js';
import { addressOf, isTelegramLink, spansOf, type Span } from './entities.js';

/** What tapping parts of a text does. */
export interface Taps {
  command(text: string): void;
  link(url: string): void;
}

type Drawing = string | TemplateResult | typeof nothing | (string | TemplateResult)[];

/** Text with all its entities; whatever it contains, it is shown and never run. */
export function drawText(text: string, entities: readonly MessageEntity[], taps: Taps): Drawing[] {
  return besideBlocks(spansOf(text, entities)).map((span) => drawSpan(span, taps));
}

const BLOCKS = new Set(['pre', 'blockquote', 'expandable_blockquote']);
const isBlock = (span: Span | undefined): boolean =>
  span !== undefined && 'entity' in span && BLOCKS.has(span.entity.type);

/** A quote or a block of code is on lines of its own: the line breaks around it are not drawn once more. */
function besideBlocks(spans: readonly Span[]): Span[] {
  return spans.map((span, index) => {
    if ('entity' in span) return span;
    let { text } = span;
    if (isBlock(spans[index - 1])) text = text.replace(/^\n/, '');
    if (isBlock(spans[index + 1])) text = text.replace(/\n$/, '');
    return { text };
  });
}

const toggle = (event: Event) => (event.currentTarget as HTMLElement).classList.toggle('open');

function drawSpan(span: Span, taps: Taps): Drawing {
  if (!('entity' in span)) return withEmoji(span.text);
  const { entity, text } = span;
  const inside = span.of.map((each) => drawSpan(each, taps));
  switch (entity.type) {
    case 'bold':
      return html`<strong>${inside}</strong>`;
    case 'italic':
      return html`<em>${inside}</em>`;
    case 'underline':
      return html`<u>${inside}</u>`;
    case 'strikethrough':
      return html`<s>${inside}</s>`;
    case 'spoiler':
      return html`<button class="spoiler" @click=${toggle}><span>${inside}</span></button>`;
    case 'code':
      return html`<code>${text}</code>`;
    case 'pre':
      return html`<pre>${entity.language ? html`<small>${entity.language}</small>` : nothing}<code>${text}</code></pre>`;
    case 'blockquote':
      return html`<blockquote>${inside}</blockquote>`;
    case 'expandable_blockquote':
      return html`<blockquote class="folded" @click=${toggle}>${inside}</blockquote>`;
    case 'bot_command':
      return html`<button class="link" @click=${() => taps.command(text)}>${text}</button>`;
    case 'url':
    case 'text_link':
    case 'email':
    case 'phone_number':
      return drawLink(entity, text, inside, taps);
    case 'mention':
    case 'text_mention':
    case 'hashtag':
    case 'cashtag':
      return html`<span class="link">${inside}</span>`;
    default:
      return html`${inside}`;
  }
}

function drawLink(entity: MessageEntity, text: string, inside: Drawing[], taps: Taps): Drawing {
  const url = addressOf(entity, text);
  if (!url) return html`${inside}`;
  if (isTelegramLink(url))
    return html`<button class="link" @click=${() => taps.link(url)}>${inside}</button>`;
  return html`<a class="link" href=${url} target="_blank" rel="noreferrer noopener">${inside}</a>`;
}
