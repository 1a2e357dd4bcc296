import { z } from 'zod';
import { job } from '#contracts';

/** What comes next is worked out anew, from what was counted by now. */
export const forecastActivity = job({
  name: 'forecast-activity',
  data: z.strictObject({ communityId: z.string() }),
  key: ({ communityId }) => communityId,
  retry: { attempts: 3, backoffMs: 60_000 },
  async run({ communityId }, { app }) {
    await app.forecasts.refresh(communityId);
  },
});
