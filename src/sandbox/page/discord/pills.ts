import { html, type TemplateResult } from 'lit';
import { styleMap } from 'lit/directives/style-map.js';
import type { OptionView } from '../state/views.js';
import { option, type Draft, type FileValue } from './draft.js';

export interface PillHands {
  /** Name of an option that keeps the command from being sent. */
  wrong: string | null;
  focus(one: OptionView): void;
  type(one: OptionView, text: string): void;
  attach(one: OptionView, file: FileValue): void;
}

const isNumber = ({ type }: OptionView): boolean => type === option.integer || type === option.number;

/** The command's name and a field for each of its options that is on show. */
export function commandPills({ command, shown, filled }: Draft, hands: PillHands): TemplateResult {
  return html`<span class="command">/${command.displayName}</span> ${shown.map((one) => {
      const given = filled[one.name];
      const isSet = given?.value !== undefined || given?.file !== undefined;
      return html`<label class="pill ${hands.wrong === one.name ? 'wrong' : ''} ${isSet ? 'set' : ''}">
        <span>${one.displayName}</span>
        ${one.type === option.file ? fileField(one, hands) : textField(one, given?.text ?? '', hands)}
      </label>`;
    })}`;
}

function textField(one: OptionView, text: string, hands: PillHands): TemplateResult {
  const wide = [...text].reduce((sum, sign) => sum + (/\p{Script=Han}/u.test(sign) ? 2 : 1.05), 1);
  return html`<input
    data-option=${one.name}
    .value=${text}
    autocomplete="off"
    inputmode=${isNumber(one) ? 'decimal' : 'text'}
    maxlength=${one.maxLength ?? 6000}
    aria-required=${one.required}
    aria-invalid=${hands.wrong === one.name}
    style=${styleMap({ width: `${Math.max(3, wide)}ch` })}
    @focus=${() => hands.focus(one)}
    @input=${(event: InputEvent) => hands.type(one, (event.target as HTMLInputElement).value)}
  />`;
}

function fileField(one: OptionView, hands: PillHands): TemplateResult {
  return html`<input
    type="file"
    data-option=${one.name}
    @focus=${() => hands.focus(one)}
    @change=${async (event: Event) => {
      const file = (event.target as HTMLInputElement).files?.[0];
      if (file) hands.attach(one, await fileValue(file));
    }}
  />`;
}

async function fileValue(file: File): Promise<FileValue> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  return {
    filename: file.name,
    contentType: file.type || 'application/octet-stream',
    base64: btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')),
  };
}
