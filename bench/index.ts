import { access, commands, webhooks } from './product.js';
import { jobs } from './queue.js';
import { line, machine } from './measure.js';
import { setStage } from './stage.js';
import { texts } from './texts.js';

/**
 * Numbers to compare with one another, of one run on one machine: product, sandbox and bench share a process
 * unless a line says otherwise. Nothing fails here, however slow.
 */
async function bench(): Promise<void> {
  console.log(machine());
  console.log('');
  const stage = await setStage();
  const stop = () => void stage.close().then(() => process.exit(130));
  process.once('SIGINT', stop);
  try {
    await webhooks(stage);
    await commands(stage);
    await access(stage);
    await jobs(stage);
    texts();
    line('memory of this process', `${Math.round(process.memoryUsage.rss() / 2 ** 20)} MB resident`);
  } finally {
    process.off('SIGINT', stop);
    await stage.close();
  }
}

await bench();
process.exit(0);
