import { command, say } from '#contracts';
import { toCsv, toJson } from './sheet.js';

export const exported = command({
  name: 'export',
  for: 'moderator',
  visibility: 'private',
  options: {
    format: {
      type: 'choice',
      summary: 'commands.faq.options.format.summary',
      choices: [
        { value: 'json', label: 'commands.faq.choices.format.json' },
        { value: 'csv', label: 'commands.faq.choices.format.csv' },
      ],
    },
  },
  async run({ community, options, now }, { faq, billing }) {
    const entries = await faq.entries(community.id);
    if (entries.length === 0) return { body: [say('faq.list.none')] };
    const plans = await billing.plans(community.id, true);
    const isCsv = options.format === 'csv';
    const content = isCsv ? toCsv(entries, plans) : toJson(entries, plans);
    const name = `faq-${now.toISOString().slice(0, 10)}.${isCsv ? 'csv' : 'json'}`;
    return {
      tone: 'good',
      body: [say('faq.export.done', { count: entries.length }), say('faq.export.hint')],
      file: { name, type: isCsv ? 'text/csv' : 'application/json', data: Buffer.from(content) },
    };
  },
});
