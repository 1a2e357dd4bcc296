/** What is forecast of a community: kept as it was last made, read by commands and reports. */
export type Forecasted = 'messages' | 'active' | 'joins';
export const forecasted: readonly Forecasted[] = ['messages', 'active', 'joins'];

export interface ForecastSheet {
  measure: Forecasted;
  step: 'hour' | 'day';
  /** ISO instant of the first step. */
  startsAt: string;
  madeAt: string;
  /** learning: too little history; profile, models: what made it; same_week: our models had no skill here. */
  basis: 'learning' | 'profile' | 'models' | 'same_week';
  method: string;
  /** By step; empty while learning. */
  mean: number[];
  lo80: number[];
  hi80: number[];
  lo95: number[];
  hi95: number[];
  /** All steps together, and where four of five such totals lie; null where that cannot be said. */
  total: { low: number; high: number } | null;
  /** The last steps that were seen, for the picture; null: missing. */
  before: (number | null)[];
  /** Of a backtest on the community's own past; null: too little history. */
  backtest: { skill: number; coverage95: number; origins: number } | null;
  /** Days of history that were listened to. */
  historyDays: number;
}

export interface Slots {
  /** Best first. Hours of the week from Monday 0:00 in the community's zone; expected active members. */
  best: { hourOfWeek: number; expected: number; low: number; high: number }[];
  /** Whether the best differ from the middle of the week by more than chance. */
  sure: 'sure' | 'likely' | 'unclear';
  /** Expected by hour of the week, 168; empty while learning. */
  week: number[];
  historyDays: number;
}

export interface OddityFound {
  id: string;
  measure: Forecasted;
  from: Date;
  hours: number;
  seen: number;
  expected: number;
  direction: 'high' | 'low';
  probability: number;
  /** One of `causes`; null: no idea. */
  cause: string | null;
  /** The title of the lesson of a drop; the name of a public day. */
  subject: string | null;
  toldAt: Date | null;
}

/** The room's door for what runs; the sums themselves are exported beside it. */
export interface Forecasts {
  /** Makes and keeps all sheets of a community anew. Seconds of work at most. */
  refresh(communityId: string): Promise<void>;
  /** Whether that is to be done again: once a night, by the community's clock. */
  isDue(communityId: string): Promise<boolean>;
  sheet(communityId: string, measure: Forecasted, step: 'hour' | 'day'): Promise<ForecastSheet | null>;
  bestTimes(communityId: string, count: number): Promise<Slots>;
  /**
   * Looks at the hours and days that closed of late; keeps what is far out, and tells whoever asked for it, at most
   * once a week. Again: nothing new. @returns what was found now
   */
  watch(communityId: string): Promise<OddityFound[]>;
  oddities(communityId: string, from: Date, to: Date): Promise<OddityFound[]>;
}
