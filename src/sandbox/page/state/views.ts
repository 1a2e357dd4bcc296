/** What the control API answers, in the types of the servers themselves. */
import type { PersonView } from '../../discord/index.js';
import type { Person } from '../../people.js';
import type { demo } from '../../people.js';
import type { StripeView } from '../../stripe/index.js';
import type { TelegramView } from '../../telegram/index.js';

export type {
  Answer,
  ChannelView,
  CommandView,
  GuildView,
  OptionView,
  PersonView,
} from '../../discord/index.js';
export type { MessageView as DiscordMessage } from '../../discord/index.js';
export type { PlatformName } from '../../kit.js';
export type { Person } from '../../people.js';
export type { CardKind, StripeView } from '../../stripe/index.js';
export type {
  BotCommand,
  ChatView,
  InlineButton,
  MessageEntity,
  TelegramView,
} from '../../telegram/index.js';
export type { MessageView as TelegramMessage } from '../../telegram/index.js';
export type { NumberedEntry } from '../../wire.js';

/** `GET /sandbox/api/about` */
export interface About {
  people: readonly Person[];
  demo: typeof demo;
  urls: Record<'discord' | 'telegram' | 'stripe', string>;
  /** Set when the product runs in the same process. */
  product?: string;
}

/** `GET /sandbox/api/state?as=…` */
export interface View {
  person: Person;
  now: string;
  discord: PersonView;
  telegram: TelegramView;
  stripe: StripeView;
}
