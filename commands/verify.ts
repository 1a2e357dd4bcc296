import { command, problemPhrase, say, type Phrase, type Reply, type Rooms } from '#contracts';
import type { ConvergeReport, Seat } from '#domain/access';
import { later } from '#kernel/clock';
import { ProviderUnavailable } from '#kernel/errors';
import { joinButtons, membershipButton, whyButton } from './pieces/buttons.js';
import { judge, type ChainVerdict } from './pieces/chain.js';
import { subjectOf } from './pieces/people.js';
import { placePhrase } from './pieces/places.js';
import { rowsOf } from './pieces/words.js';

type Lines = NonNullable<Reply['list']>;

export const verify = command({
  name: 'verify',
  for: 'member',
  visibility: 'private',
  pace: 'dear',
  options: { member: { type: 'member', summary: 'commands.verify.options.member.summary' } },
  async run(context, rooms) {
    const { community, options, now } = context;
    const subject = await subjectOf(options.member, context, rooms);
    const who = [community.id, subject.member.id] as const;
    const asked = await askStripe(...who, rooms);
    const report = await rooms.access.converge(...who, 'verify');
    const verdict = judge(await rooms.access.chain(...who));
    const seats = await rooms.access.seats(...who);
    return {
      tone: verdict.tone,
      title: titleOf(report, verdict, asked.silent),
      ...(verdict.failing ? { body: [verdict.words] } : {}),
      list: [asked.line, ...reportLines(report, seats, now)],
      buttons: rowsOf([
        ...(subject.self ? joinButtons(seats) : []),
        whyButton(subject.about),
        ...(subject.self ? [membershipButton()] : []),
      ]),
    };
  },
});

/** Nothing is called whole while something is still open. */
function titleOf(
  { granted, removed, failed }: ConvergeReport,
  { failing, tone }: ChainVerdict,
  silent: boolean,
): Phrase {
  const open = tone === 'bad';
  if (granted + removed > 0) {
    return say(open || failed > 0 ? 'member.verify.title_partly' : 'member.verify.title_repaired');
  }
  if (silent) return say('member.verify.title_unknown');
  if (failed === 0 && failing?.text === 'payment_none') return say('member.verify.title_never');
  if (failed === 0 && failing && !open) return say('member.verify.title_waits');
  return say(open || failed > 0 ? 'member.verify.title_open' : 'member.verify.title_fine');
}

/** Fetches every customer anew. One that cannot be asked does not keep the others from being asked. */
async function askStripe(
  communityId: string,
  memberId: string,
  { billing }: Rooms,
): Promise<{ silent: boolean; line: Lines[number] }> {
  const customers = await billing.customers(communityId, memberId);
  const answers = await Promise.allSettled(customers.map(({ stripeId }) => billing.sync(stripeId)));
  const refusals = answers.filter((answer) => answer.status === 'rejected');
  for (const { reason } of refusals) if (!(reason instanceof ProviderUnavailable)) throw reason;
  if (refusals.length > 0) {
    return { silent: true, line: { mark: 'wait', text: say('member.verify.silent') } };
  }
  const text = customers.length > 0 ? say('member.verify.asked') : say('member.verify.no_customer');
  return { silent: false, line: { mark: customers.length > 0 ? 'good' : 'dot', text } };
}

/** What converging found and did, in words; nothing is called done that was not read back. */
function reportLines(report: ConvergeReport, seats: readonly Seat[], now: Date): Lines {
  const { granted, removed, waiting, failed, held, retryInMs } = report;
  const already =
    seats.filter(({ wanted, observed }) => wanted === 'in' && observed === 'in').length - granted;
  const lines: Lines = [];
  if (granted > 0) lines.push({ mark: 'good', text: say('member.verify.granted', { count: granted }) });
  if (removed > 0) lines.push({ mark: 'good', text: say('member.verify.removed', { count: removed }) });
  if (already > 0) lines.push({ mark: 'good', text: say('member.verify.already', { count: already }) });
  if (waiting > 0) lines.push({ mark: 'wait', text: say('member.verify.waiting', { count: waiting }) });
  if (failed > 0) lines.push({ mark: 'bad', text: say('member.verify.failed', { count: failed }) });
  for (const { problem, place } of seats) {
    if (!problem || problem === 'waiting' || problem === 'held') continue;
    const text = say('member.verify.blocked', { place: placePhrase(place), problem: problemPhrase(problem) });
    lines.push({ mark: 'bad', text });
  }
  if (held > 0) lines.push({ mark: 'wait', text: say('member.verify.held', { count: held }) });
  if (lines.length === 0) lines.push({ mark: 'dot', text: say('member.verify.no_seats') });
  if (retryInMs !== null) {
    const text = say('member.verify.again', { at: { at: later(now, retryInMs), as: 'time' } });
    lines.push({ mark: 'wait', text });
  }
  return lines;
}
