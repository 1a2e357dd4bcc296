import type { Method } from '../call.js';
import { editingMethods } from './editing.js';
import { linkMethods } from './links.js';
import { moderationMethods } from './moderation.js';
import { profileMethods } from './profile.js';
import { readingMethods } from './reading.js';
import { receivingMethods } from './receiving.js';
import { sendingMethods } from './sending.js';
import { topicMethods } from './topics.js';

const methods: Record<string, Method> = {
  ...receivingMethods,
  ...profileMethods,
  ...sendingMethods,
  ...editingMethods,
  ...readingMethods,
  ...moderationMethods,
  ...linkMethods,
  ...topicMethods,
};

const byName = new Map(
  Object.entries(methods).map(([name, method]) => [name.toLowerCase(), { name, method }]),
);

/** Finds a method by its name, which the Bot API reads without regard to case. */
export function findMethod(name: string): { name: string; method: Method } | undefined {
  return byName.get(name.toLowerCase());
}
