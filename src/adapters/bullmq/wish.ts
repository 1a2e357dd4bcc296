import { z } from 'zod';

/** What travels through a queue: the job's data, and when it was due by the machine's clock. */
export const wishShape = z.object({ data: z.unknown(), dueAt: z.number().int() });
export type Wish = z.infer<typeof wishShape>;
