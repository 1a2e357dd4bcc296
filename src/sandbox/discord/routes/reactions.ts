/** Reactions of the bot, and who reacted. */
import type { Call, Route } from '../http/route.js';
import { limitOf, noContent, ok, param } from '../http/route.js';
import { canSee, requireInChannel } from '../permissions.js';
import { refusal } from '../refusals.js';
import { react } from '../rules/reactions.js';
import { userShape } from '../shapes/user.js';
import type { Message } from '../state.js';
import { theChannel, theMessage, theUser } from '../world.js';
import type { World } from '../world.js';

export function reactionRoutes(world: World): Route[] {
  const base = '/channels/:channel/messages/:message/reactions';

  function messageOf(call: Call): Message {
    const channel = theChannel(world, param(call, 'channel'));
    if (!canSee(world, channel, call.botId)) throw refusal(50001);
    return theMessage(world, channel.id, param(call, 'message'));
  }

  function emojiOf(call: Call): string {
    const emoji = param(call, 'emoji');
    // Letters and colons are custom emoji or nonsense; this server has plain emoji only.
    if (!/\p{Emoji}/u.test(emoji) || /[a-z:]/i.test(emoji)) throw refusal(10014);
    return emoji;
  }

  return [
    {
      method: 'PUT',
      path: `${base}/:emoji/@me`,
      handle(call) {
        const message = messageOf(call);
        const channel = theChannel(world, message.channelId);
        if (channel.kind !== 'dm')
          requireInChannel(world, channel, call.botId, 'addReactions', 'readHistory');
        react(world, message, call.botId, emojiOf(call), true);
        return noContent;
      },
    },
    {
      method: 'DELETE',
      path: `${base}/:emoji/@me`,
      handle(call) {
        react(world, messageOf(call), call.botId, emojiOf(call), false);
        return noContent;
      },
    },
    {
      method: 'DELETE',
      path: `${base}/:emoji/:user`,
      handle(call) {
        const message = messageOf(call);
        requireInChannel(world, theChannel(world, message.channelId), call.botId, 'manageMessages');
        react(world, message, param(call, 'user'), emojiOf(call), false);
        return noContent;
      },
    },
    {
      method: 'GET',
      path: `${base}/:emoji`,
      handle(call) {
        const entry = messageOf(call).reactions.find((each) => each.emoji === emojiOf(call));
        const ids = (entry?.userIds ?? []).slice(0, limitOf(call, 25, 100));
        return ok(ids.map((id) => userShape(theUser(world, id))));
      },
    },
  ];
}
