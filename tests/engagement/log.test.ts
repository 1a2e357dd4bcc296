import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { said, setStage, type Stage } from './stage.js';

let stage: Stage;
beforeAll(async () => void (stage = await setStage()));
afterAll(() => stage.close());

describe('what is noted', () => {
  it('is written and counted', async () => {
    const { engagement } = stage;
    const { id } = await stage.community();
    await engagement.listened(id, 'discord', new Date('2026-02-20T00:00:00Z'), new Date('2026-03-01T12:00:00Z'));
    engagement.note(said(id, 'ada', '2026-03-01T09:10:00Z'));
    engagement.note(said(id, 'bo', '2026-03-01T09:20:00Z', { kind: 'reply', repliesTo: 'm1', to: { externalId: 'ada' } }));
    engagement.note(said(id, 'ada', '2026-02-28T23:59:00Z', { kind: 'question', messageId: 'q' }));
    engagement.note(said(id, 'bo', '2026-03-01T00:29:00Z', { kind: 'reply', repliesTo: 'q', to: { externalId: 'ada' } }));
    await engagement.flush();
    expect(await engagement.rollUp(id)).toEqual({ days: 10, events: 4 });
    const [day] = await engagement.days(id, '2026-02-28', '2026-02-28');
    expect(day).toMatchObject({ active: 1, questions: 1, answered: 1, responseSeconds: 1800, newcomers: 1, listened: 1440 });
    const [next] = await engagement.days(id, '2026-03-01', '2026-03-01');
    expect(next).toMatchObject({ active: 2, activeWeek: 2, newcomers: 1, listened: 720, counts: { message: 1, reply: 2 } });
    console.log(stage.said);
    const hours = await engagement.series(id, { measure: 'messages', step: 'hour', from: new Date('2026-02-28T22:00:00Z'), to: new Date('2026-03-01T13:00:00Z') });
    console.log(hours, await engagement.places(id, '2026-02-23', '2026-03-01'), await engagement.subjects(id, '2026-02-23', '2026-03-01'), await engagement.cohorts(id, 4), await engagement.since(id));
  });
});
