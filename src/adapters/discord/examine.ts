/** Whether Discord lets us do what plans need of it; looks, and changes nothing. */
import {
  ApplicationFlags,
  PermissionFlagsBits,
  RESTEvents,
  Routes,
  type APIApplication,
  type APIGatewayBotInfo,
  type APIUser,
} from 'discord.js';
import {
  finding,
  type ClockReading,
  type Examination,
  type Finding,
  type FindingId,
  type SpaceInUse,
} from '#contracts';
import type { Log } from '#kernel/log';
import { hasContent, wantedIntents } from './client.js';
import type { Fault, ProblemCode } from './errors.js';
import { createGuilds, isGone, kickProblem, permissionsOf, roleProblem, type GuildFacts } from './guilds.js';
import { knock, type Knock } from './knock.js';
import { createCall, createRest, type Call, type Called } from './rest.js';

export interface DiscordExamined {
  token: string;
  /** In place of `https://discord.com/api`. */
  apiUrl?: string;
  guilds: readonly SpaceInUse[];
  /** This machine's clock, for comparing it with Discord's. */
  now(): Date;
  log: Log;
  /** false: the bot is connected already, so its way in need not be tried; tried unless told. */
  knock?: boolean;
  /** Milliseconds that the gateway may take to answer; 10,000 unless told. */
  patienceMs?: number;
}

const REQUESTS_PER_SECOND = 20;
const PATIENCE_MS = 10_000;
/** Discord lets a bot connect a thousand times a day; the last ones are left to the bot itself. */
const SESSIONS_LEFT_ALONE = 20;

export async function examineDiscord(asked: DiscordExamined): Promise<Examination> {
  const { token, apiUrl, now, log } = asked;
  const rest = createRest({ token, apiUrl, perSecond: REQUESTS_PER_SECOND, log });
  const call = createCall(rest);
  const clock: ClockReading[] = [];
  let told: string | null = null;
  rest.on(RESTEvents.Response, (_request, response) => {
    told = response.headers.get('date');
  });
  const timed = async <T>(one: Call): Promise<Called<T>> => {
    told = null;
    const before = now().getTime();
    const answer = await call<T>(one);
    const date = Date.parse(told ?? '');
    if (!Number.isNaN(date))
      clock.push({ asked: before, told: date, answered: now().getTime(), grain: 1_000 });
    return answer;
  };
  try {
    const me = await timed<APIUser>({ method: 'get', route: Routes.user(), tries: 2 });
    if (!me.ok) return { findings: [unreachable(me.fault)], clock };
    const application = await timed<APIApplication>({
      method: 'get',
      route: Routes.currentApplication(),
      tries: 2,
    });
    const gateway = await timed<APIGatewayBotInfo>({ method: 'get', route: Routes.gatewayBot(), tries: 2 });
    const findings = await doors(application, gateway, asked);
    if (application.ok) findings.push(...unheard(application.value, asked.guilds));
    const guilds = createGuilds(call);
    for (const guild of asked.guilds) {
      const facts = await guilds.facts(guild.externalId, true);
      if (facts.ok) findings.push(...inGuild(facts.value, guild));
      else if (isGone(facts.fault)) findings.push(of('guild_lost', guild, { guild: guild.title }));
      else return { findings: [...findings, unreachable(facts.fault)], clock };
    }
    if (!findings.some(({ severity }) => severity === 'broken')) {
      findings.push(finding('discord.works', 'fine', { bot: me.value.username }));
    }
    return { findings, clock };
  } finally {
    rest.clearHashSweeper();
    rest.clearHandlerSweeper();
  }
}

/** Whether the bot would be let in: by the switches of its application, and by the gateway itself. */
async function doors(
  application: Called<APIApplication>,
  gateway: Called<APIGatewayBotInfo>,
  { token, knock: trying = true, patienceMs = PATIENCE_MS }: DiscordExamined,
): Promise<Finding[]> {
  const intentOff = finding('discord.intent_members_off', 'broken');
  const { GatewayGuildMembers, GatewayGuildMembersLimited } = ApplicationFlags;
  if (application.ok) {
    // One of the two is for applications in a hundred guilds or more.
    const either = GatewayGuildMembers | GatewayGuildMembersLimited;
    if ((application.value.flags & either) === 0) return [intentOff];
  }
  if (!gateway.ok) {
    return [finding('discord.gateway_unreachable', 'broken', { reason: reasonOf(gateway.fault) })];
  }
  const { url, shards, session_start_limit: starts } = gateway.value;
  if (!trying || starts.remaining < SESSIONS_LEFT_ALONE) return [];
  const flags = application.ok ? application.value.flags : 0;
  const intents = wantedIntents(flags).reduce((sum, one) => sum | one, 0);
  return fromKnock(await knock({ url, token, intents, shards, patienceMs }), intentOff);
}

/** Places that were chosen to be listened to, although Discord shows us nothing of them. */
function unheard({ flags }: APIApplication, guilds: readonly SpaceInUse[]): Finding[] {
  if (hasContent(flags)) return [];
  const [place] = guilds.flatMap(({ listens = [] }) => listens);
  const [desk] = guilds.flatMap((guild) => guild.desk ?? []);
  return [
    ...(place === undefined ? [] : [finding('discord.intent_content_off', 'risky', { place })]),
    ...(desk === undefined ? [] : [finding('discord.intent_content_desk', 'broken', { place: desk })]),
  ];
}

function fromKnock(answer: Knock, intentOff: Finding): Finding[] {
  if (answer.kind === 'open') return [];
  if (answer.kind === 'closed') {
    if (answer.code === 4014) return [intentOff];
    if (answer.code === 4004) return [finding('discord.token_refused', 'broken')];
  }
  const reason = answer.kind === 'closed' ? String(answer.code) : answer.reason;
  return [finding('discord.gateway_unreachable', 'broken', { reason })];
}

/**
 * All that this adapter needs in a guild: Manage Roles, Kick Members where a plan removes people, and a place
 * above the roles it hands out. It answers commands and writes direct messages, for which Discord asks no
 * permission of it.
 */
function inGuild(facts: GuildFacts, asked: SpaceInUse): Finding[] {
  const guild = facts.name;
  const found = new Map<string, Finding>();
  const add = (name: GuildProblem, role?: string) =>
    found.set(`${name} ${role ?? ''}`, of(name, asked, role === undefined ? { guild } : { guild, role }));
  const mine = permissionsOf(facts, facts.me.id, facts.me.roleIds);
  if (facts.ownerId !== facts.me.id && mine === ~0n) {
    found.set('administrator', finding('discord.administrator', 'risky', { guild }));
  }
  const handsOut = asked.roles.length > 0 || !asked.opened;
  if (handsOut && (mine & PermissionFlagsBits.ManageRoles) === 0n) add('missing_manage_roles');
  if (asked.removes && kickProblem(facts)) add('missing_kick_members');
  for (const { externalId, title } of asked.roles) {
    const problem = problems[roleProblem(facts, externalId) ?? 'unknown'];
    if (problem) add(problem, facts.roles.get(externalId)?.name ?? title);
  }
  return [...found.values()];
}

type GuildProblem = Extract<FindingId, `discord.${string}`> extends `discord.${infer Name}` ? Name : never;

/** What is the matter with one role; what is missing for all of them is said once. */
const problems: Partial<Record<ProblemCode, GuildProblem>> = {
  role_above_bot: 'role_above_bot',
  managed_role: 'role_managed',
  role_gone: 'role_gone',
};

/** Where no plan opens anything yet, nobody is kept from what they paid for. */
function of(name: GuildProblem, { opened }: SpaceInUse, values: Record<string, string>): Finding {
  return finding(`discord.${name}`, opened ? 'broken' : 'risky', values);
}

function unreachable(fault: Fault): Finding {
  if (fault.kind === 'unknown' && fault.reason === 'unauthorized') {
    return finding('discord.token_refused', 'broken');
  }
  return finding('discord.unreachable', 'broken', { reason: reasonOf(fault) });
}

function reasonOf(fault: Fault): string {
  if (fault.kind === 'wait') return '429';
  return fault.kind === 'refused' ? `${fault.status}/${fault.code}` : fault.reason;
}
