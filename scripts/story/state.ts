/** What the sandbox shows of the three platforms. */

/** What somebody sees, as `GET /sandbox/api/state` answers; only what the story looks at. */
export interface State {
  now: string;
  discord: {
    bot: { online: boolean };
    commands: { name: string; displayName: string; description: string; options: { name: string }[] }[];
    guilds: {
      roles: { id: string; name: string; position: number; memberIds: string[] }[];
      members: { id: string }[];
      channels: { id: string; name: string; messages: DiscordMessage[] }[];
    }[];
    dms: { channelId: string; messages: DiscordMessage[] }[];
    modals: Modal[];
  };
  telegram: {
    chats: {
      id: number;
      type: string;
      title: string;
      myStatus: string;
      messages: TelegramMessage[];
      members: { id: number; status: string }[];
      botCommands: { command: string; description: string }[];
    }[];
  };
  stripe: {
    customers: { id: string; name: string | null; delinquent: boolean }[];
    subscriptions: { id: string; customer: string; status: string; prices: string[] }[];
    sessions: { id: string; url: string; lines: string[] }[];
    /** Newest first, as all that follows. */
    invoices: { id: string; customer: string; subscription: string | null; status: string; amount: number }[];
    charges: { id: string; customer: string | null; amount: number; refunded: number; currency: string }[];
    disputes: { id: string; charge: string; status: string; open: boolean }[];
    events: { id: string; type: string; deliveries: { state: string }[] }[];
    webhookFaults: { held: number };
  };
}

export interface DiscordMessage {
  id: string;
  channelId: string;
  author: { bot: boolean; name: string };
  content: string;
  ephemeral: boolean;
  loading: boolean;
  editedAt: string | null;
  embeds: { title?: string; description?: string; fields?: { name: string; value: string }[] }[];
  components: { components?: Component[] }[];
  attachments: { filename: string; url: string }[];
}

export interface Component {
  type: number;
  label?: string;
  url?: string;
  custom_id?: string;
  placeholder?: string;
  options?: { label: string; value: string }[];
  component?: Component;
}

export interface Modal {
  id: string;
  title: string;
  components: Component[];
}

export interface TelegramMessage {
  message_id: number;
  edit_date?: number;
  text?: string;
  caption?: string;
  photo?: unknown[];
  document?: { file_name?: string };
  from?: { is_bot: boolean; first_name: string };
  markup?: { inline_keyboard?: { text: string; url?: string; callback_data?: string }[][] };
}
