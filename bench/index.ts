import { parseArgs } from 'node:util';
import { drift } from './drift.js';
import { faq } from './faq.js';
import { files } from './files.js';
import { forecasts } from './forecast.js';
import { history } from './history.js';
import { ingest } from './ingest.js';
import { learning } from './learning.js';
import { line, machine } from './measure.js';
import { moneyToRole } from './money.js';
import { access, commands, webhooks } from './product.js';
import { jobs } from './queue.js';
import { recommend } from './recommend.js';
import { setStage, type BenchStage } from './stage.js';
import { texts } from './texts.js';

const { values: wanted, positionals } = parseArgs({
  options: {
    payments: { type: 'string', default: '30' },
    members: { type: 'string', default: '1000' },
    seconds: { type: 'string', default: '60' },
    courses: { type: 'string', default: '100' },
    series: { type: 'string', default: '10' },
    events: { type: 'string', default: '1000000' },
    data: { type: 'string' },
    large: { type: 'boolean', default: false },
  },
  allowPositionals: true,
});

/** Each on a stage of its own, so that none waits for what another left behind. */
const parts: Record<string, (stage: BenchStage) => Promise<void> | void> = {
  webhooks,
  commands,
  access,
  jobs,
  texts,
  money: (stage) => moneyToRole(stage, Number(wanted.payments)),
  files,
  learning: (stage) => learning(stage, { members: Number(wanted.members), courses: Number(wanted.courses) }),
  ingest,
  history: (stage) => history(stage, Number(wanted.events)),
  drift: (stage) => drift(stage, Number(wanted.members), Number(wanted.seconds)),
};

/** Models alone: no database, no platform. */
const models: Record<string, () => Promise<void> | void> = {
  recommend,
  faq: () => faq({ data: wanted.data, large: wanted.large }),
  forecast: () => forecasts({ series: Number(wanted.series), data: wanted.data }),
};

/** Parts in which jobs run by themselves, as in life. */
const WORKING = new Set(['money', 'drift']);

/**
 * Numbers to compare with one another, of one run on one machine: product, sandbox and bench share a process
 * unless a line says otherwise. Nothing fails here, however slow. `npm run bench -- money drift` runs those alone.
 */
async function bench(): Promise<void> {
  const known = [...Object.keys(parts), ...Object.keys(models)];
  const unknown = positionals.filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    throw new Error(`No such part: ${unknown.join(', ')}. There are ${known.join(', ')}.`);
  }
  console.log(`${machine()}\n`);
  for (const [name, part] of Object.entries(parts)) {
    if (positionals.length > 0 && !positionals.includes(name)) continue;
    const stage = await setStage({ workers: WORKING.has(name) });
    const stop = () => void stage.close().then(() => process.exit(130));
    process.once('SIGINT', stop);
    try {
      await part(stage);
    } finally {
      process.off('SIGINT', stop);
      await stage.close();
    }
  }
  for (const [name, part] of Object.entries(models)) {
    if (positionals.length === 0 || positionals.includes(name)) await part();
  }
  line('memory of this process', `${Math.round(process.memoryUsage.rss() / 2 ** 20)} MB resident`);
}

await bench();
process.exit(0);
