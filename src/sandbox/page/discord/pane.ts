import { html, nothing, type PropertyDeclarations, type PropertyValues } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { base, scrolling } from '../look/base.js';
import { StickToEnd } from '../look/stick.js';
import { Watching } from '../look/watching.js';
import type { Wish } from '../state/store.js';
import type { Answer, DiscordMessage } from '../state/views.js';
import './composer.js';
import type { DiscordComposer, RunDetail } from './composer.js';
import { embedStyles } from './embed-styles.js';
import { beginning, forumPosts, useRow, type Use } from './feed.js';
import { header } from './header.js';
import { namesFor } from './ink.js';
import { markdownStyles } from './markdown-styles.js';
import { memberStyles } from './member-styles.js';
import { createRoleWatch, memberList } from './members.js';
import { messageStyles } from './message-styles.js';
import { continues, drawMessage, type Reading } from './message.js';
import './modal.js';
import { commandsAt, markSeen, NO_DM, placesOf, type Place } from './places.js';
import { shellStyles } from './shell-styles.js';
import { sideStyles } from './side-styles.js';
import { rail, sidebar } from './sidebar.js';
import { replyBar, togetherStyles, voiceRoom } from './together.js';

/** Discord as one person sees it. */
class DiscordPane extends Watching {
  static override properties: PropertyDeclarations = {
    ...Watching.properties,
    chosen: { state: true },
    uses: { state: true },
    busy: { state: true },
    failed: { state: true },
    drawer: { state: true },
    settings: { state: true },
    openMember: { state: true },
    replying: { state: true },
  };
  /** Person → id of the place they look at. */
  declare chosen: Record<string, string>;
  declare uses: Use[];
  declare busy: string | null;
  declare failed: ReadonlySet<string>;
  /** What narrow windows slide in. */
  declare drawer: 'channels' | 'members' | null;
  declare settings: boolean;
  declare openMember: string | null;
  declare replying: DiscordMessage | null;
  readonly #end = new StickToEnd(this, () => this.find('.feed'));
  readonly #changedRoles = createRoleWatch();
  #unwish: (() => void) | undefined;

  static override styles = [
    base,
    scrolling,
    markdownStyles,
    messageStyles,
    embedStyles,
    sideStyles,
    memberStyles,
    shellStyles,
    togetherStyles,
  ];

  constructor() {
    super();
    this.chosen = {};
    this.uses = [];
    this.busy = null;
    this.failed = new Set();
    this.drawer = null;
    this.settings = false;
    this.openMember = null;
    this.replying = null;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#unwish = this.store.onWish((wish) => void this.#grant(wish));
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#unwish?.();
  }

  get #me(): string {
    return this.store.person.discordId;
  }

  get #place(): Place {
    const places = placesOf(this.store);
    const found = places.find((one) => one.id === this.chosen[this.store.person.key]) ?? places[0];
    if (!found) throw new Error('A person has at least their direct messages.');
    return found;
  }

  async #grant(wish: Wish): Promise<void> {
    if (wish.on !== 'discord') return;
    if (wish.do === 'show') {
      this.drawer = wish.what === 'members' ? 'members' : null;
      const place = placesOf(this.store).find((one) => one.id === wish.what);
      if (place) this.#go(place);
      return;
    }
    await this.updateComplete;
    await this.find<DiscordComposer>('discord-composer')?.compose(wish.text);
  }

  #go = (place: Place): void => {
    this.chosen = { ...this.chosen, [this.store.person.key]: place.id };
    this.drawer = null;
    this.settings = false;
    this.#end.jump();
    if (place.id === NO_DM) void this.#openDm();
  };

  async #openDm(): Promise<string | undefined> {
    const opened = await this.store.act<{ channelId: string }>('discord', 'openDm', { as: this.#me });
    if (opened) this.chosen = { ...this.chosen, [this.store.person.key]: opened.channelId };
    return opened?.channelId;
  }

  async #channelId(place: Place): Promise<string | undefined> {
    return place.id === NO_DM ? this.#openDm() : place.id;
  }

  async #run(place: Place, { command, options, attachments }: RunDetail): Promise<void> {
    const channelId = await this.#channelId(place);
    if (!channelId) return;
    this.#end.jump();
    const use: Use = {
      key: `${performance.now()}`,
      by: this.store.person.key,
      channelId,
      command: command.displayName,
      state: 'sending',
      before: new Set(place.messages.map((one) => one.id)),
    };
    this.uses = [...this.uses, use];
    const input = { as: this.#me, channelId, name: command.name, options, attachments };
    const answer = await this.store.act<Answer>('discord', 'runCommand', input);
    const others = this.uses.filter((one) => one.key !== use.key);
    this.uses = answer?.outcome === 'failed' ? [...others, { ...use, state: 'failed' }] : others;
  }

  async #say(place: Place, content: string): Promise<void> {
    const channelId = await this.#channelId(place);
    if (!channelId) return;
    this.#end.jump();
    const replyTo = this.replying?.channelId === channelId ? { replyTo: this.replying.id } : {};
    this.replying = null;
    await this.store.act('discord', 'sendMessage', { as: this.#me, channelId, content, ...replyTo });
  }

  async #use(message: DiscordMessage, customId: string, action: string, more: object): Promise<void> {
    this.busy = `${message.id} ${customId}`;
    const input = { as: this.#me, channelId: message.channelId, messageId: message.id, customId, ...more };
    const answer = await this.store.act<Answer>('discord', action, input);
    this.busy = null;
    const failed = new Set(this.failed);
    if (answer?.outcome === 'failed') failed.add(message.id);
    else failed.delete(message.id);
    this.failed = failed;
  }

  #reading(place: Place): Reading {
    const { store } = this;
    const as = this.#me;
    const at = (message: DiscordMessage) => ({ as, channelId: message.channelId, messageId: message.id });
    return {
      store,
      names: namesFor(store),
      guild: place.guild,
      messages: place.messages,
      thread: ({ threadId }) => placesOf(store).find((one) => threadId !== null && one.id === threadId),
      open: this.#go,
      busy: this.busy,
      failed: this.failed,
      press: (message, customId) => void this.#use(message, customId, 'pressButton', {}),
      choose: (message, customId, values) => void this.#use(message, customId, 'selectOption', { values }),
      dismiss: (message) => void store.act('discord', 'deleteMessage', at(message)),
      react: (message, emoji, remove) =>
        void store.act('discord', 'reactMessage', { ...at(message), emoji, remove }),
      reply: (message) => (this.replying = message),
    };
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    if (this.clientWidth > 0 && markSeen(this.store, this.#place)) this.store.touch();
  }

  protected override render() {
    const { store } = this;
    const { words, view } = store;
    const place = this.#place;
    const [modal] = view.discord.modals;
    const outside = view.discord.guilds.length === 0 && place.kind === 'channel';
    return html`<div class="frame ${place.guild ? '' : 'alone'} ${this.drawer ? `show-${this.drawer}` : ''}">
      <div class="titlebar">${place.guild?.name ?? 'Discord'}</div>
      ${rail(this.#side(place))} ${sidebar(this.#side(place))}
      <section class="main" aria-label=${place.name}>
        ${header({
          store,
          place,
          drawer: this.drawer,
          toggle: (drawer) => (this.drawer = this.drawer === drawer ? null : drawer),
          join: () => void store.act('discord', 'joinGuild', { as: this.#me }),
        })}
        ${outside ? nothing : this.#feed(place)}
      </section>
      ${
        place.guild
          ? memberList(place.guild, {
              store,
              open: this.openMember,
              lit: this.#changedRoles(place.guild, this.#me),
              toggle: (id) => (this.openMember = this.openMember === id ? null : id),
            })
          : nothing
      }
      ${this.drawer ? html`<button class="scrim" aria-label=${words.common.close} @click=${() => (this.drawer = null)}></button>` : nothing}
      ${
        modal
          ? html`<discord-modal
              .store=${store}
              .modal=${modal}
              .guild=${place.guild}
              @closed=${() => void store.act('discord', 'closeModal', { as: this.#me, modalId: modal.id })}
              @sent=${(event: CustomEvent) => void store.act('discord', 'submitModal', { as: this.#me, modalId: modal.id, fields: event.detail })}
            ></discord-modal>`
          : nothing
      }
    </div>`;
  }

  #side(place: Place) {
    const { store } = this;
    const as = this.#me;
    return {
      store,
      place,
      places: placesOf(store),
      settings: this.settings,
      go: this.#go,
      toggleSettings: () => (this.settings = !this.settings),
      setDmOpen: (open: boolean) => void store.act('discord', 'setDmOpen', { as, open }),
      setOutage: (guildId: string, on: boolean) => void store.act('discord', 'outage', { guildId, on }),
      leave: () => {
        this.settings = false;
        void store.act('discord', 'leaveGuild', { as });
      },
    };
  }

  #feed(place: Place) {
    const { store } = this;
    const { words } = store;
    const reading = this.#reading(place);
    const { messages } = place;
    const mine = this.uses.filter((use) => use.by === store.person.key && use.channelId === place.id);
    const threads = placesOf(store).filter((one) => one.parentId === place.id && one.sort === 'thread');
    const answered = (use: Use) =>
      messages.some((one) => one.usedBy?.userId === this.#me && !use.before.has(one.id));
    return html`${voiceRoom(place, store)}
      <div class="feed scroll" tabindex="-1">
        <div class="feed-inner">
          ${beginning(place, store)}
          ${place.sort === 'forum' ? forumPosts(threads, store, this.#go) : nothing}
          <ol role="log" aria-live="polite">
            ${repeat(
              messages,
              (one) => one.id,
              (one, index) => drawMessage(one, continues(messages[index - 1], one), reading),
            )}
            ${mine
              .filter((use) => use.state === 'failed' || !answered(use))
              .map((use) => useRow(use, store, () => (this.uses = this.uses.filter((one) => one !== use))))}
          </ol>
        </div>
      </div>
      ${place.canWrite ? this.#composer(place) : html`<p class="closed">${words.discord.readOnly}</p>`}`;
  }

  #composer(place: Place) {
    const { store } = this;
    return html`${replyBar(place, store, this.replying, () => (this.replying = null))}<discord-composer
        .store=${store}
        .commands=${commandsAt(store, place)}
        .channelId=${place.id}
        .guild=${place.guild}
        .label=${store.words.discord.message(place.kind === 'dm' ? `@${place.name}` : `#${place.name}`)}
        @say=${(event: CustomEvent<string>) => void this.#say(place, event.detail)}
        @run=${(event: CustomEvent<RunDetail>) => void this.#run(place, event.detail)}
      ></discord-composer>`;
  }
}

customElements.define('discord-pane', DiscordPane);
