/** Voice rooms, threads that people begin, answers and reactions, as an unmodified client is told of them. */
import { Events, GatewayIntentBits } from 'discord.js';
import { expect, it } from 'vitest';
import { demo } from '../../src/sandbox/people.js';
import { discordBench, event, generalChannelId, guildId, id, login } from './discord-bench.js';

const { voiceChannelId, stageChannelId } = demo.discord;

const { Guilds, GuildMembers, GuildMessages, GuildMessageReactions, GuildVoiceStates } = GatewayIntentBits;
const wanted = [Guilds, GuildMembers, GuildMessages, GuildMessageReactions, GuildVoiceStates];

it('tells who goes into a voice room, moves and leaves, and who is there when a session begins', async () => {
  const bench = await discordBench();
  const client = await login(bench, wanted);
  const entered = event(client, Events.VoiceStateUpdate);
  await bench.run('joinVoice', { as: id('ada'), channelId: voiceChannelId });
  const [, now] = await entered;
  expect(now).toMatchObject({ id: id('ada'), channelId: voiceChannelId });
  expect(now.member?.user.bot).toBe(false);
  const moved = event(client, Events.VoiceStateUpdate);
  await bench.run('joinVoice', { as: id('ada'), channelId: stageChannelId });
  const [from, to] = await moved;
  expect([from.channelId, to.channelId, to.sessionId]).toEqual([
    voiceChannelId,
    stageChannelId,
    from.sessionId,
  ]);
  const later = await login(bench, wanted);
  const stage = await later.channels.fetch(stageChannelId);
  expect(stage?.isVoiceBased() && [...stage.members.keys()]).toEqual([id('ada')]);
  const left = event(client, Events.VoiceStateUpdate);
  await bench.run('leaveGuild', { as: id('ada') });
  expect((await left)[1].channelId).toBeNull();
  await expect(bench.run('joinVoice', { as: id('ben'), channelId: generalChannelId })).rejects.toThrow(
    'no voice room',
  );
});

it('tells of threads, of answers with what they answer, and of reactions', async () => {
  const bench = await discordBench();
  const client = await login(bench, wanted);
  const said = await bench.run<{ id: string }>('sendMessage', {
    as: id('ada'),
    channelId: generalChannelId,
    content: 'A picture',
  });
  const began = event(client, Events.ThreadCreate);
  const about = { as: id('ben'), channelId: generalChannelId, name: 'About it', messageId: said.id };
  await bench.run('startThread', about);
  const [thread, isNew] = await began;
  expect(thread).toMatchObject({ id: said.id, ownerId: id('ben'), parentId: generalChannelId, guildId });
  expect(isNew).toBe(true);
  await expect(bench.run('startThread', about)).rejects.toThrow('a thread already');
  const answered = event(client, Events.MessageCreate);
  await bench.run('sendMessage', {
    as: id('wei'),
    channelId: generalChannelId,
    content: 'Lovely',
    replyTo: said.id,
  });
  expect((await answered)[0].reference).toMatchObject({ messageId: said.id, guildId });
  const reacted = event(client, Events.MessageReactionAdd);
  await bench.run('reactMessage', {
    as: id('wei'),
    channelId: generalChannelId,
    messageId: said.id,
    emoji: '👍',
  });
  const [reaction, user] = await reacted;
  expect([reaction.emoji.name, user.id]).toEqual(['👍', id('wei')]);
});
