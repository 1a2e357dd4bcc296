/** A dispatcher written by hand: what comes in is kept, what goes out is set by the test. */
import {
  command,
  say,
  type Activity,
  type Answer,
  type Ask,
  type Command,
  type Dispatcher,
  type Events,
  type Heard,
  type Invocation,
  type OptionSpec,
  type Speaker,
  type Suggestion,
} from '#contracts';
import { answer, reader } from './discord-answers.js';

type Reply = Answer | Ask;

export interface Desk {
  dispatch: Dispatcher;
  events: Events;
  said: Invocation[];
  pressed: { token: string; speaker: Speaker }[];
  answered: { token: string; given: Invocation['options'] }[];
  suggested: { command: string; focused: string; typed: string }[];
  heard: Heard[];
  /** What was reported: the name of the event and what came with it. */
  reported: [event: string, data: object][];
  /** What was reported to be counted. */
  happened: Activity[];
  say: (invocation: Invocation) => Promise<Reply>;
  press: () => Promise<Reply>;
  answerAsk: () => Promise<Reply>;
  suggest: () => Promise<Suggestion[]>;
  hear: () => Promise<Answer | null>;
  /** Makes the next commands wait for an answer that the test gives. */
  later(): { promise: Promise<Reply>; resolve(reply: Reply): void };
  clear(): void;
}

const ok = async (): Promise<Reply> => answer({ body: [say('common.yes')] });

export function createDesk(): Desk {
  const desk: Desk = {
    said: [],
    pressed: [],
    answered: [],
    suggested: [],
    heard: [],
    reported: [],
    happened: [],
    say: ok,
    press: ok,
    answerAsk: ok,
    suggest: async () => [],
    hear: async () => null,
    dispatch: {
      say(invocation) {
        desk.said.push(invocation);
        return desk.say(invocation);
      },
      press(token, speaker) {
        desk.pressed.push({ token, speaker });
        return desk.press();
      },
      answerAsk(token, _speaker, given) {
        desk.answered.push({ token, given });
        return desk.answerAsk();
      },
      suggest(invocation, focused, typed) {
        desk.suggested.push({ command: invocation.command, focused, typed });
        return desk.suggest();
      },
      hear(heard) {
        desk.heard.push(heard);
        return desk.hear();
      },
    },
    events: {
      happened: (activity) => void desk.happened.push(activity),
      listening: async () => {},
      seatSeen: async (seen) => void desk.reported.push(['seatSeen', seen]),
      joinRequested: async () => 'decline',
      personSeen: async (speaker) => void desk.reported.push(['personSeen', speaker]),
      spaceChanged: async (change) => void desk.reported.push(['spaceChanged', change]),
    },
    later() {
      let resolve: (reply: Reply) => void = () => {};
      const promise = new Promise<Reply>((done) => (resolve = done));
      desk.say = () => promise;
      return { promise, resolve: (reply) => resolve(reply) };
    },
    clear() {
      for (const list of [
        desk.said,
        desk.pressed,
        desk.answered,
        desk.suggested,
        desk.heard,
        desk.reported,
        desk.happened,
      ]) {
        list.length = 0;
      }
      Object.assign(desk, {
        say: ok,
        press: ok,
        answerAsk: ok,
        suggest: async () => [],
        hear: async () => null,
      });
    },
  };
  return desk;
}

const suggest = async (): Promise<Suggestion[]> => [];
const run = async () => ({ body: [say('common.yes')] });

/** A few commands with every kind of option, under names that have texts. */
export const sampleCommands: readonly Command[] = [
  command({
    name: 'subscribe',
    for: 'member',
    visibility: 'private',
    options: { plan: { type: 'text', summary: 'commands.subscribe.options.plan.summary', suggest } },
    run,
  }),
  command({ name: 'plans', for: 'member', visibility: 'public', options: {}, run }),
  command({
    name: 'help',
    for: 'member',
    visibility: 'private',
    options: { file: { type: 'file', maxBytes: 1_000, summary: 'commands.subscribe.options.plan.summary' } },
    run,
  }),
  command({
    name: 'grant',
    for: 'moderator',
    visibility: 'private',
    options: {
      member: { type: 'member', summary: 'commands.grant.options.member.summary' },
      until: { type: 'date', summary: 'commands.grant.options.until.summary' },
      sure: { type: 'flag', summary: 'commands.plan.options.sure.summary' },
    },
    run,
  }),
  {
    name: 'plan',
    for: 'owner',
    visibility: 'public',
    parts: {
      create: command({
        name: 'create',
        for: 'owner',
        visibility: 'public',
        options: {
          grace: { type: 'integer', min: 0, max: 90, summary: 'commands.plan.options.grace.summary' },
          removal: {
            type: 'choice',
            summary: 'commands.plan.options.removal.summary',
            choices: [
              { value: 'role', label: 'commands.plan.choices.removal.role' },
              { value: 'kick', label: 'commands.plan.choices.removal.kick' },
            ],
          },
          price: { type: 'text', required: true, summary: 'commands.plan.options.price.summary' },
        },
        run,
      }),
    },
  },
];

const specs: Record<string, { spec: OptionSpec; suggestions?: Suggestion[] }> = {
  member: { spec: { type: 'member', summary: 'commands.grant.options.member.summary' } },
  reason: { spec: { type: 'text', maxLength: 400, summary: 'commands.grant.options.reason.summary' } },
  until: { spec: { type: 'date', summary: 'commands.grant.options.until.summary' } },
  days: { spec: { type: 'integer', min: 1, max: 30, summary: 'commands.plan.options.grace.summary' } },
  sure: { spec: { type: 'flag', summary: 'commands.plan.options.sure.summary' } },
  plan: {
    spec: { type: 'text', summary: 'commands.subscribe.options.plan.summary', suggest },
    suggestions: [
      { value: 'basic', label: 'Basic' },
      { value: 'pro', label: 'Pro' },
    ],
  },
};

/** An ask for these options; a digit at the end of a name makes it another one of the same kind. */
export function askOf(name: string, missing: string[]): Ask {
  return {
    kind: 'ask',
    command: name,
    given: {},
    token: 'A'.repeat(22),
    ...reader,
    missing: missing.map((each) => {
      const found = specs[each.replace(/\d$/, '')];
      if (!found) throw new Error(`There is no option ${each}`);
      return { name: each, spec: found.spec, suggestions: found.suggestions ?? [] };
    }),
  };
}
