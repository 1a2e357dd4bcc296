import { days, hours, later, minutes, type Clock } from '#kernel/clock';
import { RetryAfter } from '#kernel/errors';
import { newToken, shortHash } from '#kernel/ids';
import type { Log } from '#kernel/log';
import { contentOf, digestOf, showsWhole } from './content.js';
import type { PostState } from './model.js';
import type { OutletTroubles } from './outlet-troubles.js';
import type { Planning } from './planning.js';
import type { PictureLinks, PostAddress, PostContent, Poster, Posters, PostResult } from './ports.js';
import { CLAIM_MS, LEFT_ALONE, NO_ANSWER, type FullPost, type PostStore } from './post-store.js';

export interface SettleDeps {
  postStore: PostStore;
  planning: Planning;
  outletTroubles: OutletTroubles;
  posters: Posters;
  pictureLink: PictureLinks;
  clock: Clock;
  log: Log;
}

/** How long a place is looked through again, when it could not be read. */
const LOOK_FOR_MS = days(1);

/** After that many refusals in a row a place is left alone until the next minute. */
const MOST_REFUSALS = 3;

/** What may stand or not: a try of which nobody knows whether it arrived. */
interface Doubt {
  at: Date;
  tries: number;
}

type Found = { messageId: string; threadId: string | null };
type Verdict = 'send' | 'later' | 'uncertain' | 'absent' | Found;

/** The same for every try of one sending; another one when the post comes back after it was taken away. */
const nonceOf = (post: FullPost): string => shortHash(`post:${post.id}:${post.sentAt?.getTime() ?? 0}`);

/** Sends, edits and takes back: brings what stands in places to what is wanted there. */
export function createSettling(deps: SettleDeps) {
  const { postStore, planning, outletTroubles, posters, pictureLink, clock, log } = deps;

  async function contentFor(
    communityId: string,
    post: FullPost,
  ): Promise<{ content: PostContent; digest: string } | null> {
    const live = await planning.live(communityId, post.drop.courseId);
    const lesson = live?.version.lessons.find(({ key }) => key === post.drop.lessonKey);
    if (!live || !lesson) return null;
    const whole = showsWhole(post.outlet, live.course, post.drop.whole);
    const content = contentOf(live, lesson, whole, pictureLink);
    return { content, digest: digestOf(content, lesson) };
  }

  /** Later parts of a lesson stand in the thread of the first where a forum has nothing else. */
  async function addressOf(communityId: string, post: FullPost): Promise<PostAddress> {
    const { spaceExternalId: spaceId, externalId, kind } = post.outlet;
    if (kind !== 'forum' || post.part === 0) return { spaceId, externalId, kind };
    const [first] = await postStore.parts(communityId, post.dropId, post.outletId);
    return { spaceId, externalId: first?.threadId ?? first?.externalId ?? externalId, kind: 'channel' };
  }

  /** What to do about a row of which an earlier try may have arrived; to be asked right before each further try. */
  async function judge(communityId: string, post: FullPost, doubt: Doubt, poster: Poster): Promise<Verdict> {
    const now = clock.now();
    const fresh = doubt.tries <= 1 && now.getTime() - doubt.at.getTime() < poster.dedupeMs;
    if (post.wanted && fresh) return 'send';
    if (!poster.find) return 'uncertain';
    const since = post.sentAt && post.sentAt > post.createdAt ? post.sentAt : post.createdAt;
    const found = await poster.find(await addressOf(communityId, post), nonceOf(post), since);
    if (found === null) return now < later(doubt.at, LOOK_FOR_MS) ? 'later' : 'uncertain';
    if (found !== 'absent') return found;
    return post.wanted ? 'send' : 'absent';
  }

  /** Writes a verdict other than `send` over a row that is held. */
  async function settleVerdict(
    communityId: string,
    { id, claim }: { id: string; claim: string },
    verdict: Exclude<Verdict, 'send'>,
  ): Promise<PostState> {
    if (verdict === 'later') return 'sending';
    if (verdict === 'absent' || verdict === 'uncertain') {
      const state = verdict === 'absent' ? 'withdrawn' : 'uncertain';
      const failure = verdict === 'absent' ? null : NO_ANSWER;
      return (await postStore.settle(communityId, id, claim, { state, failure })) ? state : 'sending';
    }
    const { messageId: externalId, threadId } = verdict;
    const found = { state: 'sent' as const, externalId, threadId, sentAt: clock.now(), failure: null };
    // Which words arrived is not known, so they are sent once more over it.
    await postStore.settle(communityId, id, claim, { ...found, sentDigest: '', attempts: 0 });
    return 'sent';
  }

  async function send(communityId: string, post: FullPost, poster: Poster): Promise<PostState> {
    const made = await contentFor(communityId, post);
    if (!made) return post.state;
    const before = await postStore.parts(communityId, post.dropId, post.outletId);
    const isBlocked = before.some(
      (one) => one.part < post.part && one.wanted && BEFORE_OTHERS.has(one.state),
    );
    if (isBlocked || (await postStore.isHeld(communityId, post, clock.now()))) return post.state;
    const address = await addressOf(communityId, post);
    const claim = newToken();
    if (!(await postStore.claim(communityId, post, claim, clock.now(), true))) return 'sending';
    const doubt = doubtOf(post);
    if (doubt) {
      const verdict = await judge(communityId, post, doubt, poster);
      if (verdict !== 'send') return settleVerdict(communityId, { id: post.id, claim }, verdict);
    }
    const thread = post.outlet.threads && post.part === 0;
    const result = await poster.post(address, made.content, post.part, nonceOf(post), { thread });
    return settleResult(communityId, { ...post, claim }, result, made.digest);
  }

  async function edit(
    communityId: string,
    post: FullPost,
    poster: Poster,
    messageId: string,
  ): Promise<PostState> {
    const made = await contentFor(communityId, post);
    if (!made) return post.state;
    const address = await addressOf(communityId, post);
    const claim = newToken();
    if (!(await postStore.claim(communityId, post, claim, clock.now(), false))) return post.state;
    const result = await poster.edit(address, messageId, made.content, post.part);
    return settleResult(communityId, { ...post, claim }, result, made.digest);
  }

  async function withdraw(
    communityId: string,
    post: FullPost,
    poster: Poster,
    messageId: string,
  ): Promise<PostState> {
    const address = await addressOf(communityId, post);
    const claim = newToken();
    if (!(await postStore.claim(communityId, post, claim, clock.now(), false))) return post.state;
    const result = await poster.withdraw(address, messageId, post.threadId);
    return settleResult(communityId, { ...post, claim }, result, '');
  }

  type Held = FullPost & { claim: string };

  async function settleResult(
    communityId: string,
    post: Held,
    result: PostResult,
    digest: string,
  ): Promise<PostState> {
    const { id, claim, wanted, externalId: standing } = post;
    const now = clock.now();
    switch (result.kind) {
      case 'sent':
      case 'gone': {
        if (!wanted || result.kind === 'gone') {
          // Whoever took it away there did not want it: it does not come back by itself.
          const failure = wanted ? LEFT_ALONE : null;
          const gone = {
            state: 'withdrawn' as const,
            externalId: null,
            threadId: null,
            failure,
            attempts: 0,
          };
          await postStore.settle(communityId, id, claim, wanted ? { ...gone, wanted: false } : gone);
          return 'withdrawn';
        }
        const { messageId: externalId, threadId } = result;
        const sent = standing ? {} : { externalId, threadId, sentAt: now };
        const data = { state: 'sent' as const, ...sent, sentDigest: digest, failure: null, attempts: 0 };
        const ours = await postStore.settle(communityId, id, claim, { ...data, notBefore: now });
        if (!ours) await postStore.distrust(communityId, id);
        else if (digest !== post.digest) await postStore.follow(communityId, id, post.digest, digest);
        await outletTroubles.clear(communityId, post.outlet);
        return 'sent';
      }
      case 'refused': {
        const notBefore = later(now, backoffMs(post.attempts));
        // Where an earlier try may have arrived, that must not be forgotten over the refusal of a later one.
        const data =
          !standing && doubtOf(post)
            ? { state: 'pending' as const, notBefore }
            : { state: 'refused' as const, failure: result.code, notBefore };
        await postStore.settle(communityId, id, claim, data);
        await outletTroubles.tell(communityId, post.outlet, result.code);
        log.info({ postId: id, code: result.code }, 'a post is refused');
        return 'refused';
      }
      case 'retry': {
        const state = standing ? {} : { state: 'pending' as const };
        await postStore.settle(communityId, id, claim, { ...state, notBefore: later(now, result.afterMs) });
        throw new RetryAfter(result.afterMs, 'the platform asks to wait');
      }
      case 'unknown':
        // A first sending may have arrived and stays claimed, for reclaim to judge. The rest may be done again.
        if (standing) await postStore.settle(communityId, id, claim, { notBefore: later(now, minutes(1)) });
        throw new RetryAfter(minutes(1), `no answer: ${result.reason}`);
    }
  }

  async function settle(communityId: string, postId: string): Promise<PostState> {
    const post = await postStore.post(communityId, postId);
    if (!post) return 'withdrawn';
    const { state, wanted, externalId, notBefore } = post;
    if (state === 'sending' || state === 'uncertain' || notBefore > clock.now()) return state;
    if (state === 'withdrawn') return state;
    const doubt = doubtOf(post);
    if (!wanted && !externalId && !doubt) {
      const claim = newToken();
      if (!(await postStore.claim(communityId, post, claim, clock.now(), false))) return state;
      await postStore.settle(communityId, postId, claim, { state: 'withdrawn', failure: null, attempts: 0 });
      return 'withdrawn';
    }
    const poster = posters[post.outlet.platform];
    if (!poster) return state;
    if (externalId && !wanted) return withdraw(communityId, post, poster, externalId);
    if (externalId) return edit(communityId, post, poster, externalId);
    return send(communityId, post, poster);
  }

  return {
    settle,

    /** One after the other, so that they stand in the order of the lessons. */
    async settleOutlet(communityId: string, outletId: string): Promise<void> {
      const seen = new Set<string>();
      let refusals = 0;
      while (refusals < MOST_REFUSALS) {
        const due = await postStore.due(communityId, outletId, clock.now(), 100 + seen.size);
        const fresh = due.filter((id) => !seen.has(id));
        if (fresh.length === 0) return;
        for (const id of fresh) {
          seen.add(id);
          if ((await settle(communityId, id)) === 'refused') refusals += 1;
          if (refusals >= MOST_REFUSALS) return;
        }
      }
    },

    /** Claims of a process that died, or that got no answer. */
    async reclaim(communityId: string): Promise<{ outlets: string[]; resent: number; uncertain: number }> {
      const now = clock.now();
      const outlets = new Set<string>();
      let [resent, uncertain] = [0, 0];
      for (const post of await postStore.orphans(communityId, later(now, -CLAIM_MS))) {
        const poster = posters[post.outlet.platform];
        const claim = post.claim ?? '';
        const doubt = doubtOf(post);
        const verdict = poster && doubt ? await judge(communityId, post, doubt, poster) : 'uncertain';
        if (verdict === 'send') {
          const freed = { state: 'pending', notBefore: now, failure: NO_ANSWER } as const;
          if (!(await postStore.settle(communityId, post.id, claim, freed))) continue;
          resent += 1;
          outlets.add(post.outletId);
        } else {
          const state = await settleVerdict(communityId, { id: post.id, claim }, verdict);
          if (state === 'uncertain') uncertain += 1;
          if (state === 'sent') outlets.add(post.outletId);
        }
      }
      return { outlets: [...outlets], resent, uncertain };
    },
  };
}

export type Settling = ReturnType<typeof createSettling>;

/** Parts after these wait for them. */
const BEFORE_OTHERS = new Set<PostState>(['pending', 'sending', 'refused']);

function doubtOf({ state, failure, claimedAt, attempts }: FullPost): Doubt | null {
  const isOpen = state === 'sending' || (state === 'pending' && failure === NO_ANSWER);
  return isOpen && claimedAt ? { at: claimedAt, tries: attempts } : null;
}

/** Twice as long each time: from a minute to six hours. */
function backoffMs(tries: number): number {
  return Math.min(hours(6), minutes(1) * 2 ** Math.min(tries, 10));
}
