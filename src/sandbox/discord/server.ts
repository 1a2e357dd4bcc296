/** Puts the parts together: one HTTP server with the REST API, the gateway and the files. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { PlatformServer, SandboxContext } from '../kit.js';
import { guarded } from './actions/context.js';
import { gatheringActions } from './actions/gathering.js';
import { governingActions } from './actions/governing.js';
import { operatingActions } from './actions/operating.js';
import { usingActions } from './actions/using.js';
import { writingActions } from './actions/writing.js';
import { createGateway } from './gateway/gateway.js';
import type { Fault } from './http/faults.js';
import { createFaults } from './http/faults.js';
import { createLimits } from './http/limits.js';
import { createListener } from './http/listener.js';
import { callbackRoutes } from './interactions/callback.js';
import { followupRoutes } from './interactions/followups.js';
import { createInvoker } from './interactions/invoke.js';
import { createLedger } from './interactions/ledger.js';
import { applicationRoutes } from './routes/application.js';
import { channelRoutes } from './routes/channels.js';
import { commandRoutes } from './routes/commands.js';
import { guildRoutes } from './routes/guilds.js';
import { memberRoutes } from './routes/members.js';
import { messageRoutes } from './routes/messages.js';
import { reactionRoutes } from './routes/reactions.js';
import { threadRoutes } from './routes/threads.js';
import { seedDiscord } from './seed.js';
import type { DiscordState } from './state.js';
import type { PersonView } from './view/view.js';
import { personView } from './view/view.js';
import { createWorld } from './world.js';

export interface DiscordOptions {
  context: SandboxContext;
  /** 0 takes any free port. */
  port: number;
  state?: DiscordState;
  faults?: readonly Fault[];
  /** Time the bot has to acknowledge an interaction, in real milliseconds. Discord's 3000 by default. */
  deadlineMs?: number;
  /** How long `runCommand` and its like wait for the final answer, in real milliseconds. */
  answerMs?: number;
}

export interface DiscordServer extends PlatformServer<DiscordState> {
  /** What a person sees. Throws an ActionError when there is no such person. */
  view(userId: string): PersonView;
  /** Requests answered with 401, 403 or 429 since the start; Discord bans an address at 10,000 in ten minutes. */
  invalidRequests(): number;
}

/** Interactions that were under way when the state was stored can no longer be answered. */
function expireWaiting(state: DiscordState): DiscordState {
  for (const each of Object.values(state.interactions))
    if (each.status === 'waiting') each.status = 'expired';
  return state;
}

/** Starts a Discord in miniature on 127.0.0.1. Without a state it begins with the seed. */
export async function createDiscordServer(options: DiscordOptions): Promise<DiscordServer> {
  const { context, deadlineMs = 3000, answerMs = 15_000 } = options;
  const world = createWorld(expireWaiting(options.state ?? seedDiscord()), context.clock, () =>
    context.changed(),
  );
  const limits = createLimits();
  const faults = createFaults(options.faults);
  const ledger = createLedger(world, deadlineMs, answerMs);
  const routes = [
    ...applicationRoutes(world),
    ...commandRoutes(world),
    ...guildRoutes(world),
    ...memberRoutes(world),
    ...channelRoutes(world),
    ...threadRoutes(world),
    ...messageRoutes(world),
    ...reactionRoutes(world),
    ...callbackRoutes(world, ledger),
    ...followupRoutes(world, ledger),
  ];
  let invalid = 0;
  const refused = (status: number): void => {
    if (status === 401 || status === 403 || status === 429) invalid += 1;
  };
  const http = createServer(createListener({ world, context, routes, limits, faults, answered: refused }));
  const gateway = createGateway(http, world, context);
  http.listen(options.port, '127.0.0.1');
  await once(http, 'listening');
  const { port } = http.address() as AddressInfo;
  world.url = `http://127.0.0.1:${port}`;
  const actions = guarded(
    {
      ...writingActions(world),
      ...usingActions(world, createInvoker(world, ledger)),
      ...gatheringActions(world),
      ...governingActions(world),
      ...operatingActions(world, gateway, faults, limits),
    },
    () => context.changed(),
  );
  return {
    url: world.url,
    port,
    actions,
    state: () => world.state,
    view: (userId) => personView(world, userId, gateway.online()),
    invalidRequests: () => invalid,
    load(state) {
      ledger.abandon();
      world.replace(expireWaiting(state));
      faults.clear();
      limits.reset();
      gateway.reset();
      context.changed();
    },
    async close() {
      ledger.abandon();
      gateway.close();
      http.close();
      http.closeAllConnections();
      await once(http, 'close');
    },
  };
}
