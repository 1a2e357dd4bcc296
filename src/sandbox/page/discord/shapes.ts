/** Embeds and components as Discord's API writes them, as far as they are drawn. */

export interface Embed {
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

export interface Part {
  type: number;
  id?: number | undefined;
  custom_id?: string | undefined;
  style?: number | undefined;
  label?: string | null | undefined;
  description?: string | null | undefined;
  url?: string | undefined;
  emoji?: { id?: string | undefined; name: string } | undefined;
  disabled?: boolean | undefined;
  placeholder?: string | undefined;
  options?: SelectChoice[] | undefined;
  min_values?: number | undefined;
  max_values?: number | undefined;
  default_values?: { id: string; type: string }[] | undefined;
  value?: string | undefined;
  required?: boolean | undefined;
  min_length?: number | null | undefined;
  max_length?: number | null | undefined;
  content?: string | undefined;
  accent_color?: number | null | undefined;
  divider?: boolean | undefined;
  spacing?: number | undefined;
  media?: { url: string } | undefined;
  file?: { url: string } | undefined;
  name?: string | null | undefined;
  size?: number | null | undefined;
  items?: { media: { url: string }; description?: string | null }[] | undefined;
  components?: Part[] | undefined;
  component?: Part | undefined;
  accessory?: Part | undefined;
}

export interface SelectChoice {
  label: string;
  value: string;
  description?: string | undefined;
  emoji?: { name: string } | undefined;
  default?: boolean | undefined;
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

export const isSelect = (type: number): boolean =>
  type === kind.stringSelect || (type >= kind.userSelect && type <= kind.channelSelect);
