import type { World } from '../world.js';
import { controlActions } from './control.js';
import { groupActions } from './groups.js';
import { joiningActions } from './joining.js';
import { moderatingActions } from './moderating.js';
import { talkingActions } from './talking.js';

export const createActions = (world: World) => ({
  ...talkingActions(world),
  ...joiningActions(world),
  ...moderatingActions(world),
  ...groupActions(world),
  ...controlActions(world),
});

export type TelegramActions = ReturnType<typeof createActions>;
