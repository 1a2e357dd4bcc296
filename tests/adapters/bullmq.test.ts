import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { job, type Job, type JobContext, type Rooms } from '#contracts';
import { systemClock } from '#kernel/clock';
import { GiveUp, RetryAfter } from '#kernel/errors';
import { silentLog } from '#kernel/log';
import { createQueues, type Queues } from '#adapters/bullmq';
import { testBackends, type TestBackend } from './bullmq-backends.js';

type Data = { id: string };
type Run = (data: Data, context: JobContext) => Promise<void>;

/** These jobs use no room. */
const around = { app: {} as Rooms, clock: systemClock, log: silentLog };
/** For tests in which a worker dies; short enough to be late on a busy machine, so not for the others. */
const impatient = { lockMs: 1_000, checkMs: 200, scheduleMs: 60_000 };

function testJob(name: string, run: Run, change: Partial<Job<Data>> = {}): Job<Data> {
  return job({
    name,
    data: z.strictObject({ id: z.string() }),
    key: ({ id }) => id,
    retry: { attempts: 4, backoffMs: 1 },
    run,
    ...change,
  });
}

/** A gate that runs stand at until it is opened, and a way to wait until `n` of them stand there. */
function gate() {
  let open = () => {};
  const opened = new Promise<void>((resolve) => (open = resolve));
  const arrivals: (() => void)[] = [];
  let arrived = 0;
  return {
    open: () => open(),
    pass: () => {
      arrived++;
      for (const tell of arrivals) tell();
      return opened;
    },
    reached: (n: number) =>
      new Promise<void>((resolve) => {
        const look = () => arrived >= n && resolve();
        arrivals.push(look);
        look();
      }),
  };
}

describe.each(testBackends)('queues on $kind', ({ open }) => {
  let backend: TestBackend;
  let opened: Queues[] = [];
  let world = 0;
  beforeAll(async () => {
    backend = await open();
  });
  afterEach(async () => {
    for (const queues of opened) await queues.close(50);
    opened = [];
  });
  afterAll(() => backend.close());

  /** Names are never shared between tests: what one leaves behind does not reach the next. */
  const named = (name: string) => `${name}-${'abcdefghijklmnopqrstuvwxyz'[world]}`;
  afterEach(() => {
    world++;
  });
  const launch = async (jobs: Job[], patience?: typeof impatient): Promise<Queues> => {
    const queues = await createQueues({
      backend: backend.another(),
      jobs,
      log: silentLog,
      ...(patience && { patience }),
    });
    opened.push(queues);
    return queues;
  };
  const start = (...jobs: Job[]) => launch(jobs);

  it('runs a job with its data, and does not run one that is wished for twice before its turn', async () => {
    const ran: string[] = [];
    const greet = testJob(named('greet-member'), async ({ id }) => void ran.push(id));
    const queues = await start(greet);
    await queues.next(greet, { id: 'ada' });
    await queues.next(greet, { id: 'ben' });
    await queues.next(greet, { id: 'ada' });
    expect(await queues.counts()).toEqual({ [greet.name]: { waiting: 2, active: 0, delayed: 0, failed: 0 } });
    await queues.startWorkers(around);
    await queues.idle();
    expect(ran.toSorted()).toEqual(['ada', 'ben']);
    expect(await queues.health()).toBe('ok');
  });

  it('runs the last step of a flow when all before it are done, and gives it up with one of them', async () => {
    const door = gate();
    const ran: string[] = [];
    const count = testJob(named('count-part'), async ({ id }) => {
      if (id === 'broken') throw new GiveUp('no such part');
      await door.pass();
      ran.push(id);
    });
    const sum = testJob(named('sum-parts'), async ({ id }) => void ran.push(id));
    const queues = await start(count, sum);
    const step = (job: Job, id: string) => ({ job, data: { id } });
    await queues.flow(step(sum, 'first sum'), [step(count, 'a'), step(count, 'b')]);
    await queues.flow(step(sum, 'never'), [step(count, 'broken')]);
    await queues.startWorkers(around);
    await door.reached(2);
    expect(ran).toEqual([]);
    door.open();
    await queues.idle();
    expect(ran.toSorted()).toEqual(['a', 'b', 'first sum']);
    expect(ran.at(-1)).toBe('first sum');
    const stranger = testJob('strange-part', async () => {});
    await expect(queues.flow(step(sum, 'x'), [step(stranger, 'a')])).rejects.toThrow(/not among the jobs/);
  });

  it('runs once more, not three times more, for three wishes that arrive while the job runs', async () => {
    const door = gate();
    let value = 1;
    const seen: number[] = [];
    const look = testJob(named('look-again'), async () => {
      seen.push(value);
      await door.pass();
    });
    const queues = await start(look);
    await queues.startWorkers(around);
    await queues.next(look, { id: 'ada' });
    await door.reached(1);
    value = 2;
    await queues.next(look, { id: 'ada' });
    await queues.next(look, { id: 'ada' });
    await queues.next(look, { id: 'ada' });
    door.open();
    await queues.idle();
    expect(seen).toEqual([1, 2]);
  });

  it('takes up every one of 300 deferred jobs again, with two processes at work', async () => {
    const tries = new Map<string, number>();
    const effects: string[] = [];
    const finished = gate();
    const defer = testJob(named('defer-once'), async ({ id }) => {
      const made = (tries.get(id) ?? 0) + 1;
      tries.set(id, made);
      if (made < 3) throw new RetryAfter(5, 'busy');
      effects.push(id);
      void finished.pass();
    });
    const [one, two] = [await start(defer), await start(defer)];
    await one.startWorkers(around);
    await two.startWorkers(around);
    const ids = Array.from({ length: 300 }, (_, i) => String(i));
    await Promise.all(ids.map((id) => one.next(defer, { id })));
    await finished.reached(300);
    await Promise.all([one.idle(), two.idle()]);
    // None is lost. Once more than needed is allowed: jobs may run twice.
    expect(new Set(effects)).toEqual(new Set(ids));
    expect([...tries.values()].every((made) => made >= 3)).toBe(true);
  });

  it('waits as long as the other side asks, and no longer when a new wish arrives', async () => {
    let busy = true;
    let runs = 0;
    const wait = testJob(named('wait-long'), async () => {
      runs++;
      if (busy) throw new RetryAfter(3_600_000, 'come back in an hour');
    });
    const queues = await start(wait);
    await queues.startWorkers(around);
    await queues.next(wait, { id: 'ada' });
    await queues.idle();
    expect(runs).toBe(1);
    expect((await queues.counts())[wait.name]).toMatchObject({ delayed: 1 });
    busy = false;
    await queues.next(wait, { id: 'ada' });
    await queues.idle();
    expect(runs).toBe(2);
    expect((await queues.counts())[wait.name]).toMatchObject({ delayed: 0, failed: 0 });
  });

  it('gives up where trying cannot help, tries as often as agreed otherwise, and stays open for a new wish', async () => {
    const runs: string[] = [];
    let healed = false;
    const fail = testJob(named('fail-often'), async ({ id }) => {
      runs.push(id);
      if (healed) return;
      throw id === 'hopeless' ? new GiveUp('no such thing') : new Error('broken');
    });
    const queues = await start(fail);
    await queues.startWorkers(around);
    await queues.next(fail, { id: 'hopeless' });
    await queues.next(fail, { id: 'broken' });
    await queues.idle(60_000);
    expect(runs.filter((id) => id === 'hopeless')).toHaveLength(1);
    expect(runs.filter((id) => id === 'broken')).toHaveLength(4);
    expect((await queues.counts())[fail.name]).toMatchObject({ failed: 2 });
    healed = true;
    await queues.next(fail, { id: 'broken' });
    await queues.idle();
    expect(runs.filter((id) => id === 'broken')).toHaveLength(5);
  });

  it('refuses data that does not fit, at the door and again before running', async () => {
    const runs: unknown[] = [];
    const strict = testJob(named('take-care'), async (data) => void runs.push(data));
    const queues = await start(strict);
    await expect(queues.next(strict, { id: 7 } as unknown as Data)).rejects.toThrow();
    const raw = queues.queues.find((queue) => queue.name === strict.name);
    await raw?.add(strict.name, { data: { id: 'ada', more: true }, dueAt: 1 }, { attempts: 3 });
    await raw?.add(strict.name, { nothing: 'of the kind' } as never);
    await queues.startWorkers(around);
    await queues.idle();
    expect(runs).toEqual([]);
    expect((await queues.counts())[strict.name]).toMatchObject({ failed: 2, delayed: 0 });
    const stranger = testJob(named('never-listed'), async () => {});
    await expect(queues.next(stranger, { id: 'ada' })).rejects.toThrow(/not among the jobs/);
  });

  it('does not let a flood of one job delay another', async () => {
    const door = gate();
    const flood = testJob(named('send-messages'), () => door.pass());
    const granted = gate();
    const grant = testJob(named('apply-role'), async () => void granted.pass());
    const queues = await start(flood, grant);
    await queues.startWorkers(around);
    await Promise.all(Array.from({ length: 200 }, (_, i) => queues.next(flood, { id: String(i) })));
    await door.reached(5);
    await queues.next(grant, { id: 'ada' });
    await granted.reached(1);
    expect((await queues.counts())[flood.name]).toMatchObject({ waiting: 195, active: 5 });
    door.open();
    await queues.idle();
  });

  it('repeats what is to be repeated, once however many start, and forgets what is no longer a job', async () => {
    const due: Date[] = [];
    const before = Date.now();
    const sweep = testJob(
      named('sweep-all'),
      async (_data, { scheduledFor }) => void due.push(scheduledFor),
      {
        every: { ms: 3_600_000, data: { id: 'all' } },
      },
    );
    const gone = testJob(named('sweep-old'), async () => {}, { every: { ms: 60_000, data: { id: 'all' } } });
    const old = await start(sweep, gone);
    await old.startWorkers(around);
    await old.idle();
    expect(due).toHaveLength(1);
    expect(due[0]?.getTime()).toBeGreaterThanOrEqual(before);
    expect(due[0]?.getTime()).toBeLessThanOrEqual(Date.now());

    const twins = await Promise.all([start(sweep), start(sweep), start(sweep)]);
    await Promise.all(twins.map((queues) => queues.startWorkers(around)));
    const tick = twins[0]?.queues.find((queue) => queue.name === 'tick');
    const schedules = await tick?.getJobSchedulers(0, -1);
    expect(schedules?.map(({ key, every }) => ({ key, every }))).toEqual([
      { key: sweep.name, every: 3_600_000 },
    ]);
    expect(await tick?.getDelayedCount()).toBe(1);
  });

  it('lets go of a job that will not end, and another process runs it again', async () => {
    const door = gate();
    const runs: string[] = [];
    const hang = testJob(named('hang-on'), async () => {
      runs.push('first');
      await door.pass();
    });
    const dying = await launch([hang], impatient);
    await dying.startWorkers(around);
    await dying.next(hang, { id: 'ada' });
    await door.reached(1);
    await dying.close(10);
    const again = testJob(hang.name, async () => void runs.push('second'));
    const heir = await launch([again], impatient);
    await heir.startWorkers(around);
    await heir.idle();
    door.open();
    expect(runs).toEqual(['first', 'second']);
  });

  it('lets a running job finish at shutdown', async () => {
    const door = gate();
    let finished = false;
    const save = testJob(named('save-all'), async () => {
      await door.pass();
      finished = true;
    });
    const queues = await start(save);
    await queues.startWorkers(around);
    await queues.next(save, { id: 'ada' });
    await door.reached(1);
    const closing = queues.close(60_000);
    door.open();
    await closing;
    expect(finished).toBe(true);
    const after = await start(save);
    expect((await after.counts())[save.name]).toMatchObject({ waiting: 0, active: 0 });
  });
});
