import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  bestSlots,
  countQuantiles,
  coverage,
  forecast,
  intervalScore,
  seasonalNaive,
  type Forecast,
} from '#domain/forecast';
import { line } from './measure.js';

const WEEK = 168;
const HISTORY = 8 * WEEK;

interface Window {
  readonly channel: string;
  readonly history: Float64Array;
  readonly actual: Float64Array;
  /** Up to half a year before. */
  readonly long: Float64Array;
}

/** Rows of `name,v1,v2,…`; an empty field is NaN. */
export function readRows(file: string): [string, Float64Array][] {
  const lines = readFileSync(file, 'utf8').trim().split('\n');
  return lines.map((row) => {
    const [name, ...fields] = row.split(',');
    return [name ?? '', Float64Array.from(fields, (field) => (field.trim() === '' ? NaN : Number(field)))];
  });
}

/** A week ahead from eight weeks, every other week of every channel, where both are mostly known. */
export function chatRolling(folder: string): void {
  const messages = join(folder, 'chat-messages-hourly.csv');
  if (existsSync(messages)) messagesAhead(windowsOf(messages));
  const active = join(folder, 'chat-active-members-hourly.csv');
  if (existsSync(active)) slotsAhead(windowsOf(active));
}

function windowsOf(file: string): Window[] {
  const known = (values: Float64Array) => values.filter((value) => !Number.isNaN(value)).length;
  const found: Window[] = [];
  for (const [channel, values] of readRows(file)) {
    const first = values.findIndex((value) => value > 0);
    for (let at = first + HISTORY; at + WEEK <= values.length; at += 2 * WEEK) {
      const [history, actual] = [values.slice(at - HISTORY, at), values.slice(at, at + WEEK)];
      const long = values.slice(Math.max(first, at - 26 * WEEK), at);
      const events = history.reduce((sum, value) => sum + (value > 0 ? value : 0), 0);
      if (known(history) < 0.8 * HISTORY || known(actual) < 0.8 * WEEK || events < 50) continue;
      found.push({ channel, history, actual, long });
    }
  }
  return found;
}

function messagesAhead(windows: readonly Window[]): void {
  const all = { own: 0, naive: 0, came: 0, forecast: 0, steps: 0, inside: 0, score: 0, poisson: 0 };
  const channels = new Map<string, { own: number; naive: number }>();
  for (const { channel, history, actual } of windows) {
    const ahead = forecast(history, { horizon: WEEK, period: 24, period2: WEEK, counts: true });
    const naive = seasonalNaive(history, WEEK, WEEK);
    const mine = channels.get(channel) ?? { own: 0, naive: 0 };
    channels.set(channel, mine);
    actual.forEach((value, step) => {
      if (Number.isNaN(value)) return;
      const mean = ahead.mean[step] ?? 0;
      mine.own += (value - mean) ** 2;
      mine.naive += (value - (naive[step] ?? 0)) ** 2;
      all.came += value;
      all.forecast += mean;
      all.steps += 1;
    });
    const known = actual.filter((value) => !Number.isNaN(value)).length;
    all.inside += known * coverage(actual, ahead.lo95, ahead.hi95);
    all.score += known * intervalScore(actual, ahead.lo95, ahead.hi95, 0.05);
    const chance = poissonEdges(ahead);
    all.poisson += known * intervalScore(actual, chance.low, chance.high, 0.05);
  }
  const ratios = [...channels.values()].map(({ own, naive }) => Math.sqrt(own / naive));
  for (const { own, naive } of channels.values()) [all.own, all.naive] = [all.own + own, all.naive + naive];
  const mean = ratios.reduce((sum, ratio) => sum + ratio, 0) / ratios.length;
  line(
    `chat messages, ${windows.length} origins: RMSE to the same hour last week`,
    `${Math.sqrt(all.own / all.naive).toFixed(3)} of all hours; mean of ${ratios.length} channels ${mean.toFixed(3)}`,
  );
  line('… bias', `${(100 * (all.forecast / all.came - 1)).toFixed(1)} %`);
  line('… 95 % interval covers', `${((100 * all.inside) / all.steps).toFixed(1)} %`);
  line('… interval score to that of Poisson intervals', `${((100 * all.score) / all.poisson).toFixed(0)} %`);
}

function poissonEdges({ mean }: Forecast): { low: number[]; high: number[] } {
  const edges = Array.from(mean, (value) => countQuantiles({ mean: value, dispersion: 0 }, [0.025, 0.975]));
  return { low: edges.map(([low]) => low ?? 0), high: edges.map((edge) => edge[1] ?? 0) };
}

interface Caught {
  best: number;
  last: number;
  ours: number;
  short: number;
}

/**
 * Five hours a week, two apart: how much of what the best five had in hindsight do the named ones catch. How hours
 * are ranked was chosen on the first half of each channel's weeks, so the second half is shown by itself as well.
 */
function slotsAhead(windows: readonly Window[]): void {
  // What the best hours were can only be said of a week that was heard in full.
  const heard = windows.filter(({ actual }) => !actual.some((value) => Number.isNaN(value)));
  for (const channel of new Set(heard.map((window) => window.channel))) {
    const weeks = heard.filter((window) => window.channel === channel).map(caughtIn);
    const all = together(weeks);
    const late = together(weeks.slice(Math.ceil(weeks.length / 2)));
    line(
      `best five hours of the week, ${channel}`,
      `${percent(all.ours, all.best)} of the hindsight best (${percent(all.short, all.best)} from eight weeks; in the second half ${percent(late.ours, late.best)}); last week’s top five ${percent(all.last, all.best)}`,
    );
  }
}

function caughtIn({ history, actual, long }: Window): Caught {
  const caught = (steps: readonly number[]) => steps.reduce((sum, step) => sum + (actual[step] ?? 0), 0);
  const named = (past: Float64Array) => caught(bestSlots(past, { certain: false }).map(({ step }) => step));
  return {
    best: caught(topFive(actual)),
    last: caught(topFive(seasonalNaive(history, WEEK, WEEK))),
    ours: named(long),
    short: named(history),
  };
}

function together(weeks: readonly Caught[]): Caught {
  const sum = (part: keyof Caught) => weeks.reduce((so, week) => so + week[part], 0);
  return { best: sum('best'), last: sum('last'), ours: sum('ours'), short: sum('short') };
}

const percent = (part: number, whole: number): string => `${((100 * part) / whole).toFixed(1)} %`;

function topFive(values: Float64Array): number[] {
  const order = [...values.keys()].sort((a, b) => (values[b] ?? 0) - (values[a] ?? 0) || a - b);
  const found: number[] = [];
  for (const step of order) {
    if (found.length < 5 && found.every((other) => Math.abs(other - step) >= 2)) found.push(step);
  }
  return found;
}
