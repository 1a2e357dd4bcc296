/** The bodies that carry a message: create, edit, and the ones inside interaction answers. */
import { z } from 'zod';
import { custom, snowflake } from '../form.js';
import { embedsForm } from './embed.js';
import { layoutForm } from './layout.js';

export const flag = {
  suppressEmbeds: 1 << 2,
  ephemeral: 1 << 6,
  loading: 1 << 7,
  suppressNotifications: 1 << 12,
  componentsV2: 1 << 15,
} as const;

const allowedMentions = z
  .object({
    parse: z.array(z.enum(['users', 'roles', 'everyone'])).nullish(),
    users: z.array(snowflake).max(100).nullish(),
    roles: z.array(snowflake).max(100).nullish(),
    replied_user: z.boolean().nullish(),
  })
  .superRefine((value, context) => {
    for (const list of ['users', 'roles'] as const) {
      if (value.parse?.includes(list) && value[list]?.length) {
        context.addIssue({
          code: 'custom',
          path: ['parse'],
          ...custom(
            'MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE',
            `parse:["${list}"] and ${list}: [ids...] are mutually exclusive.`,
          ),
        });
      }
    }
  });

export type AllowedMentions = z.output<typeof allowedMentions>;

const attachments = z
  .array(
    z.object({
      id: z.union([z.string(), z.int().transform(String)]),
      filename: z.string().max(1024).nullish(),
      description: z.string().max(1024).nullish(),
    }),
  )
  .max(10);

const shared = {
  content: z.string().max(2000).nullish(),
  embeds: embedsForm.nullish(),
  components: layoutForm.nullish(),
  flags: z.int().nullish(),
  attachments: attachments.nullish(),
  allowed_mentions: allowedMentions.nullish(),
};

export const messageForm = z.object({
  ...shared,
  tts: z.boolean().nullish(),
  nonce: z.union([z.string().max(25), z.int()]).nullish(),
  enforce_nonce: z.boolean().nullish(),
  message_reference: z
    .object({
      type: z.literal(0, 'Only replies are known to this server').nullish(),
      message_id: snowflake,
      channel_id: snowflake.nullish(),
      guild_id: snowflake.nullish(),
      fail_if_not_exists: z.boolean().nullish(),
    })
    .nullish(),
});

export type MessageForm = z.output<typeof messageForm>;

export const messageEditForm = z.object(shared);

export type MessageEditForm = z.output<typeof messageEditForm>;
