/** Message and modal components: what may be sent, and the one shape in which they are kept. */
import { z } from 'zod';
import { custom, snowflake } from '../form.js';

export interface SelectOption {
  label: string;
  value: string;
  description?: string | undefined;
  emoji?: Emoji | undefined;
  default?: boolean | undefined;
}

export interface Emoji {
  id?: string | undefined;
  name: string;
  animated?: boolean | undefined;
}

/** Any component. Which fields are set follows from `type`; every component has an `id`. */
export interface Component {
  type: number;
  id: number;
  custom_id?: string | undefined;
  style?: number | undefined;
  label?: string | null | undefined;
  description?: string | null | undefined;
  url?: string | undefined;
  sku_id?: string | undefined;
  emoji?: Emoji | undefined;
  disabled?: boolean | undefined;
  placeholder?: string | undefined;
  options?: SelectOption[] | undefined;
  min_values?: number | undefined;
  max_values?: number | undefined;
  default_values?: { id: string; type: string }[] | undefined;
  channel_types?: number[] | undefined;
  value?: string | undefined;
  required?: boolean | undefined;
  min_length?: number | null | undefined;
  max_length?: number | null | undefined;
  content?: string | undefined;
  accent_color?: number | null | undefined;
  spoiler?: boolean | undefined;
  divider?: boolean | undefined;
  spacing?: number | undefined;
  media?: { url: string } | undefined;
  file?: { url: string } | undefined;
  items?: { media: { url: string }; description?: string | null; spoiler: boolean }[] | undefined;
  components?: Component[] | undefined;
  component?: Component | undefined;
  accessory?: Component | undefined;
}

export const kind = {
  row: 1,
  button: 2,
  stringSelect: 3,
  textInput: 4,
  userSelect: 5,
  roleSelect: 6,
  mentionableSelect: 7,
  channelSelect: 8,
  section: 9,
  text: 10,
  thumbnail: 11,
  gallery: 12,
  file: 13,
  separator: 14,
  container: 17,
  label: 18,
} as const;

const id = z.int().min(0).nullish();
const customId = z.string().min(1).max(100);
const emojiForm = z
  .object({ id: snowflake.nullish(), name: z.string().nullish(), animated: z.boolean().nullish() })
  .transform((emoji): Emoji => ({
    name: emoji.name ?? '',
    ...(emoji.id ? { id: emoji.id } : {}),
    ...(emoji.animated ? { animated: true } : {}),
  }));
const optional = <Schema extends z.ZodType>(schema: Schema) =>
  schema.nullish().transform((value) => value ?? undefined);

export const buttonForm = z
  .object({
    type: z.literal(2),
    id,
    style: z.int().min(1).max(6),
    label: optional(z.string().max(80)),
    custom_id: optional(customId),
    url: optional(z.string().max(512)),
    sku_id: optional(snowflake),
    emoji: optional(emojiForm),
    disabled: optional(z.boolean()),
  })
  .superRefine((button, context) => {
    const fail = (field: string, code: string, message: string): void =>
      context.addIssue({ code: 'custom', path: [field], message, params: { code } });
    const link = button.style === 5;
    if (link && button.url === undefined) {
      fail('url', 'BASE_TYPE_REQUIRED', 'A url is required for link buttons');
    }
    if (button.url !== undefined && !/^(https?|discord):\/\/\S+$/i.test(button.url)) {
      fail('url', 'URL_TYPE_INVALID_SCHEME', 'Scheme must be one of (http, https, discord).');
    }
    if (button.style < 5 && button.custom_id === undefined) {
      fail('custom_id', 'BUTTON_COMPONENT_CUSTOM_ID_REQUIRED', 'A custom id is required');
    }
    if (button.custom_id !== undefined && button.url !== undefined) {
      fail(
        'custom_id',
        'BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE',
        'A custom id and url cannot both be specified',
      );
    }
    if (button.style !== 6 && !button.label && !button.emoji) {
      fail('label', 'BUTTON_COMPONENT_LABEL_OR_EMOJI_REQUIRED', 'A label or emoji is required');
    }
  });

const selectBase = {
  id,
  custom_id: customId,
  placeholder: optional(z.string().max(150)),
  min_values: optional(z.int().min(0).max(25)),
  max_values: optional(z.int().min(1).max(25)),
  disabled: optional(z.boolean()),
  required: optional(z.boolean()),
};

export const stringSelectForm = z
  .object({
    type: z.literal(3),
    ...selectBase,
    options: z
      .array(
        z.object({
          label: z.string().min(1).max(100),
          value: z.string().min(1).max(100),
          description: optional(z.string().max(100)),
          emoji: optional(emojiForm),
          default: optional(z.boolean()),
        }),
      )
      .min(1)
      .max(25),
  })
  .refine((select) => new Set(select.options.map((each) => each.value)).size === select.options.length, {
    ...custom('SELECT_COMPONENT_OPTION_VALUE_DUPLICATED', 'The specified option value is already used'),
    path: ['options'],
  });

const entitySelect = <Type extends 5 | 6 | 7 | 8>(type: Type) =>
  z.object({
    type: z.literal(type),
    ...selectBase,
    default_values: optional(z.array(z.object({ id: snowflake, type: z.string() })).max(25)),
    channel_types: optional(z.array(z.int())),
  });

export const selectForms = [
  stringSelectForm,
  entitySelect(5),
  entitySelect(6),
  entitySelect(7),
  entitySelect(8),
] as const;

export const rowForm = z
  .object({
    type: z.literal(1),
    id,
    components: z
      .array(z.discriminatedUnion('type', [buttonForm, ...selectForms]))
      .min(1)
      .max(5),
  })
  .refine(
    ({ components }) => components.length === 1 || components.every((each) => each.type === kind.button),
    {
      ...custom('COMPONENT_LAYOUT_WIDTH_EXCEEDED', 'The specified component exceeds the maximum width'),
      path: ['components'],
    },
  );

/** Every component below these ones, in the order of the page. */
export function allComponents(components: readonly Component[]): Component[] {
  return components.flatMap((each) => [
    each,
    ...allComponents(each.components ?? []),
    ...(each.component ? allComponents([each.component]) : []),
    ...(each.accessory ? allComponents([each.accessory]) : []),
  ]);
}

/** The component that a person can use, by its custom id. */
export function findComponent(components: readonly Component[], wanted: string): Component | undefined {
  return allComponents(components).find((each) => each.custom_id === wanted);
}
