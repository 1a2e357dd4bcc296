/** Runs in a thread of its own (sums.ts starts it): a community's forecasts take a second or two. */
import { sumsHere } from '#domain/forecast';
import { answering } from '../threads/answering.js';
import type { SumsAsk } from './sums.js';

answering<SumsAsk, unknown>((ask) =>
  ask.what === 'outlook' ? sumsHere.outlook(ask.series, ask.options) : sumsHere.weekAhead(ask.series),
);
