/** Whole component trees: the classic rows, components V2, and numbering them as Discord does. */
import { z } from 'zod';
import { custom } from '../form.js';
import type { FieldErrors } from '../refusals.js';
import { nest, refusal } from '../refusals.js';
import type { Component } from './components.js';
import { allComponents, buttonForm, kind, rowForm } from './components.js';

const id = z.int().min(0).nullish();
const media = z.object({
  url: z
    .string()
    .max(2048)
    .refine((value) => /^(https?|attachment):\/\/\S+$/i.test(value), {
      ...custom('URL_TYPE_INVALID_SCHEME', 'Scheme must be one of (http, https, attachment).'),
    }),
});
const spoiler = z.boolean().nullish().transform(Boolean);
const described = z
  .string()
  .max(1024)
  .nullish()
  .transform((value) => value ?? null);

const text = z.object({ type: z.literal(10), id, content: z.string().min(1).max(4000) });
const thumbnail = z.object({ type: z.literal(11), id, media, description: described, spoiler });
const section = z.object({
  type: z.literal(9),
  id,
  components: z.array(text).min(1).max(3),
  accessory: z.discriminatedUnion('type', [buttonForm, thumbnail]),
});
const gallery = z.object({
  type: z.literal(12),
  id,
  items: z
    .array(z.object({ media, description: described, spoiler }))
    .min(1)
    .max(10),
});
const file = z.object({ type: z.literal(13), id, file: media, spoiler });
const separator = z.object({
  type: z.literal(14),
  id,
  divider: z
    .boolean()
    .nullish()
    .transform((value) => value ?? true),
  spacing: z
    .int()
    .min(1)
    .max(2)
    .nullish()
    .transform((value) => value ?? 1),
});
const blocks = [rowForm, text, section, gallery, file, separator] as const;
const container = z.object({
  type: z.literal(17),
  id,
  accent_color: z
    .int()
    .min(0)
    .max(0xffffff)
    .nullish()
    .transform((value) => value ?? null),
  spoiler,
  components: z
    .array(z.discriminatedUnion('type', [...blocks]))
    .min(1)
    .max(39),
});

/** Components of a message, V1 or V2; which of them are allowed together is `layOut`'s matter. */
export const layoutForm = z.array(z.discriminatedUnion('type', [...blocks, container])).max(40);

type Raw = z.output<typeof layoutForm>[number];

const tooMany: FieldErrors = nest([
  { path: ['components'], code: 'BASE_TYPE_MAX_LENGTH', message: 'Must be 5 or fewer in length.' },
]);

/**
 * Components as they are kept: numbered, and checked for what spans the tree (five rows, distinct custom
 * ids, 40 components and 4000 characters in V2). Throws a Refusal 50035.
 */
export function layOut(raw: readonly Raw[], v2: boolean): Component[] {
  if (!v2) {
    raw.forEach((each, index) => {
      if (each.type !== kind.row) {
        throw refusal(
          50035,
          nest([
            {
              path: ['components', index],
              code: 'UNION_TYPE_CHOICES',
              message: 'Value of field "type" must be one of (1,).',
            },
          ]),
        );
      }
    });
    if (raw.length > 5) throw refusal(50035, tooMany);
  }
  const components = number(raw);
  const all = allComponents(components);
  if (v2 && all.length > 40) {
    throw refusal(
      50035,
      nest([
        {
          path: ['components'],
          code: 'COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED',
          message: 'The total number of components must be 40 or fewer.',
        },
      ]),
    );
  }
  if (v2 && all.reduce((sum, each) => sum + (each.content?.length ?? 0), 0) > 4000) {
    throw refusal(
      50035,
      nest([
        {
          path: ['components'],
          code: 'COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED',
          message: 'The total displayable text size exceeds 4000.',
        },
      ]),
    );
  }
  requireDistinct(all);
  return components;
}

/** Throws 50035 when two components share a custom id. */
export function requireDistinct(all: readonly Component[]): void {
  const seen = new Set<string>();
  for (const { custom_id: customId } of all) {
    if (customId === undefined) continue;
    if (seen.has(customId)) {
      throw refusal(
        50035,
        nest([
          {
            path: ['components'],
            code: 'COMPONENT_CUSTOM_ID_DUPLICATED',
            message: 'Component custom id cannot be duplicated',
          },
        ]),
      );
    }
    seen.add(customId);
  }
}

interface Unnumbered extends Omit<Component, 'id' | 'components' | 'component' | 'accessory'> {
  id?: number | null | undefined;
  components?: readonly Unnumbered[] | undefined;
  component?: Unnumbered | undefined;
  accessory?: Unnumbered | undefined;
}

/** Gives every component an id: its own, or the lowest free number in page order. */
export function number(raw: readonly Unnumbered[]): Component[] {
  const taken = new Set<number>();
  const collect = (list: readonly Unnumbered[]): void => {
    for (const each of list) {
      if (each.id) taken.add(each.id);
      collect([
        ...(each.components ?? []),
        ...(each.component ? [each.component] : []),
        ...(each.accessory ? [each.accessory] : []),
      ]);
    }
  };
  collect(raw);
  let last = 0;
  const free = (): number => {
    do last += 1;
    while (taken.has(last));
    return last;
  };
  const one = (each: Unnumbered): Component => {
    const { components, component, accessory, ...rest } = each;
    return {
      ...rest,
      id: each.id ? each.id : free(),
      ...(components ? { components: components.map(one) } : {}),
      ...(component ? { component: one(component) } : {}),
      ...(accessory ? { accessory: one(accessory) } : {}),
    };
  };
  return raw.map(one);
}
