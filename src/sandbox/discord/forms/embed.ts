/** Embeds: what may be sent, and how they are kept. */
import { z } from 'zod';
import { custom } from '../form.js';

const address = z
  .string()
  .max(2048)
  .refine((value) => /^(https?|attachment):\/\/\S+$/i.test(value), {
    ...custom('URL_TYPE_INVALID_SCHEME', 'Scheme must be one of (http, https) or attachment.'),
  });

const picture = z.object({ url: address.nullish(), description: z.string().max(1024).nullish() });

const embedForm = z.object({
  title: z.string().max(256).nullish(),
  description: z.string().max(4096).nullish(),
  url: address.nullish(),
  color: z.int().min(0).max(0xffffff).nullish(),
  timestamp: z
    .union([z.string(), z.number()])
    .refine((value) => !Number.isNaN(new Date(value).getTime()), {
      ...custom('DATE_TIME_TYPE_PARSE', 'Could not parse the timestamp. Should be ISO8601.'),
    })
    .nullish(),
  author: z
    .object({ name: z.string().min(1).max(256), url: address.nullish(), icon_url: address.nullish() })
    .nullish(),
  footer: z.object({ text: z.string().min(1).max(2048), icon_url: address.nullish() }).nullish(),
  image: picture.nullish(),
  thumbnail: picture.nullish(),
  fields: z
    .array(
      z.object({
        name: z.string().min(1).max(256),
        value: z.string().min(1).max(1024),
        inline: z.boolean().nullish(),
      }),
    )
    .max(25)
    .nullish(),
});

type EmbedForm = z.output<typeof embedForm>;

/** An embed as it is kept and sent back: type `rich`, empty parts left out. */
export interface Embed {
  type: 'rich';
  title?: string;
  description?: string;
  url?: string;
  color?: number;
  timestamp?: string;
  author?: { name: string; url?: string; icon_url?: string };
  footer?: { text: string; icon_url?: string };
  image?: { url: string; description?: string };
  thumbnail?: { url: string; description?: string };
  fields?: { name: string; value: string; inline: boolean }[];
}

function weight(embed: EmbedForm): number {
  const parts = [embed.title, embed.description, embed.author?.name, embed.footer?.text];
  for (const field of embed.fields ?? []) parts.push(field.name, field.value);
  return parts.reduce((sum, part) => sum + (part?.length ?? 0), 0);
}

function pictureOf(value: z.output<typeof picture> | null | undefined): Embed['image'] {
  if (!value?.url) return undefined;
  return { url: value.url, ...(value.description ? { description: value.description } : {}) };
}

function keep(embed: EmbedForm): Embed {
  const image = pictureOf(embed.image);
  const thumbnail = pictureOf(embed.thumbnail);
  const { author, footer } = embed;
  return {
    type: 'rich',
    ...(embed.title ? { title: embed.title } : {}),
    ...(embed.description ? { description: embed.description } : {}),
    ...(embed.url ? { url: embed.url } : {}),
    ...(typeof embed.color === 'number' ? { color: embed.color } : {}),
    ...(embed.timestamp ? { timestamp: new Date(embed.timestamp).toISOString() } : {}),
    ...(author
      ? {
          author: {
            name: author.name,
            ...(author.url ? { url: author.url } : {}),
            ...(author.icon_url ? { icon_url: author.icon_url } : {}),
          },
        }
      : {}),
    ...(footer
      ? { footer: { text: footer.text, ...(footer.icon_url ? { icon_url: footer.icon_url } : {}) } }
      : {}),
    ...(image ? { image } : {}),
    ...(thumbnail ? { thumbnail } : {}),
    ...(embed.fields?.length
      ? { fields: embed.fields.map((each) => ({ ...each, inline: each.inline ?? false })) }
      : {}),
  };
}

/** Up to 10 embeds with at most 6000 characters between them. */
export const embedsForm = z
  .array(embedForm)
  .max(10)
  .refine((embeds) => embeds.reduce((sum, embed) => sum + weight(embed), 0) <= 6000, {
    ...custom('MAX_EMBED_SIZE_EXCEEDED', 'Embed size exceeds maximum size of 6000'),
  })
  .transform((embeds) => embeds.map(keep));
