import type { pulse as enPulse } from '../en/pulse.js';
import type { Same } from '../same.js';

/** 社区近况：一张图加五句话说完一周，以及更长时间的数据。 */
export const pulse: Same<typeof enPulse> = {
  notice: {
    title: '本周周报（{{from}} 起）',
    body: '一张图加五句话，看看这一周和平时相比怎么样。',
  },
  buttons: {
    pulse: '查看这一周',
  },
};

export const pulseCommands = {};

export const pulseErrors = {};
