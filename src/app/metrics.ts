import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import type { Queues } from '#adapters/bullmq';

/** What operators watch, in Prometheus' text format: process, queues, connections. */
export function createMetrics(sources: {
  queues: Queues;
  bots: readonly { name: string; ready(): boolean }[];
}): () => Promise<string> {
  const register = new Registry();
  collectDefaultMetrics({ register });
  new Gauge({
    name: 'lyceum_jobs',
    help: 'Jobs by queue and state',
    labelNames: ['job', 'state'],
    registers: [register],
    async collect() {
      for (const [job, counts] of Object.entries(await sources.queues.counts())) {
        for (const [state, count] of Object.entries(counts)) this.set({ job, state }, count);
      }
    },
  });
  new Gauge({
    name: 'lyceum_connected',
    help: '1 when the platform is connected',
    labelNames: ['platform'],
    registers: [register],
    collect() {
      for (const bot of sources.bots) this.set({ platform: bot.name }, bot.ready() ? 1 : 0);
    },
  });
  return () => register.metrics();
}
