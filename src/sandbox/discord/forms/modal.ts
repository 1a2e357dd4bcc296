/** Modals: text inputs in rows, or labels around inputs and selects, with text between. */
import { z } from 'zod';
import { selectForms } from './components.js';

const id = z.int().min(0).nullish();
const optional = <Schema extends z.ZodType>(schema: Schema) =>
  schema.nullish().transform((value) => value ?? undefined);

const textInput = z.object({
  type: z.literal(4),
  id,
  custom_id: z.string().min(1).max(100),
  style: z.int().min(1).max(2),
  label: optional(z.string().min(1).max(45)),
  value: optional(z.string().max(4000)),
  placeholder: optional(z.string().max(100)),
  required: optional(z.boolean()),
  min_length: optional(z.int().min(0).max(4000)),
  max_length: optional(z.int().min(1).max(4000)),
});

const row = z
  .object({ type: z.literal(1), id, components: z.array(textInput).length(1) })
  .superRefine((value, context) => {
    if (!value.components[0]?.label) {
      context.addIssue({
        code: 'custom',
        path: ['components', 0, 'label'],
        message: 'This field is required',
        params: { code: 'BASE_TYPE_REQUIRED' },
      });
    }
  });

const label = z.object({
  type: z.literal(18),
  id,
  label: z.string().min(1).max(45),
  description: optional(z.string().max(100)),
  component: z.discriminatedUnion('type', [textInput, ...selectForms]),
});

const text = z.object({ type: z.literal(10), id, content: z.string().min(1).max(4000) });

export const modalForm = z.object({
  custom_id: z.string().min(1).max(100),
  title: z.string().min(1).max(45),
  components: z
    .array(z.discriminatedUnion('type', [row, label, text]))
    .min(1)
    .max(5),
});
