import {
  countQuantiles,
  coverage,
  intervalScore,
  MSIS,
  overallScore,
  seasonalNaive,
  seasonalNaiveError,
  type Forecast,
} from '#domain/forecast';

export interface JudgedSeries {
  readonly history: Float64Array;
  /** What came; NaN where it is not known. */
  readonly actual: Float64Array;
  readonly forecast: Forecast;
}

/** How near the forecasts came. Shares are 0–1; what cannot be said of these series is null. */
export interface Figures {
  judged: number;
  sMAPE: number | null;
  MASE: number | null;
  OWA: number | null;
  naive2: { sMAPE: number | null; MASE: number | null };
  MSIS: number | null;
  coverage95: number | null;
  coverage80: number | null;
  intervalScore95: number | null;
  /** Root mean squared error of all steps, relative to repeating the last (longer) season. */
  relativeRMSE: number | null;
  /** The same, as the mean over the series. */
  relativeRMSEPerSeries: number | null;
  /** How much more was forecast than came, as a share of what came. */
  bias: number | null;
  /** For counts: the interval score relative to that of Poisson intervals around the same means. */
  scoreToPoisson: number | null;
  poissonCoverage95: number | null;
}

/** All figures of the forecasts of these series. */
export function judge(
  judged: readonly JudgedSeries[],
  period: number,
  season: number,
  counts: boolean,
): Figures {
  const score = overallScore(
    judged.map(({ history, actual, forecast }) => ({ history, actual, predicted: forecast.mean })),
    period,
  );
  const scaled = judged.filter(({ history }) => seasonalNaiveError(history, period) > 0);
  const sums = pooled(judged, season);
  const wide = ({ forecast }: JudgedSeries) => ({ low: forecast.lo95, high: forecast.hi95 });
  const own = pooledInterval(judged, wide);
  const chance = counts ? pooledInterval(judged, poisson) : undefined;
  return {
    judged: judged.length,
    sMAPE: said(score.sMAPE),
    MASE: said(score.MASE),
    OWA: said(score.OWA),
    naive2: { sMAPE: said(score.naive2.sMAPE), MASE: said(score.naive2.MASE) },
    MSIS: said(mean(scaled.map((one) => MSIS(one.actual, wide(one), one.history, period)))),
    coverage95: said(own.coverage),
    coverage80: said(
      pooledInterval(judged, ({ forecast }) => ({ low: forecast.lo80, high: forecast.hi80 })).coverage,
    ),
    intervalScore95: said(own.score),
    relativeRMSE: said(Math.sqrt(sums.own / sums.naive)),
    relativeRMSEPerSeries: said(mean(sums.ratios)),
    bias: said(sums.forecast / sums.came - 1),
    scoreToPoisson: chance ? said(own.score / chance.score) : null,
    poissonCoverage95: chance ? said(chance.coverage) : null,
  };
}

function pooled(judged: readonly JudgedSeries[], season: number) {
  const all = { own: 0, naive: 0, came: 0, forecast: 0, ratios: [] as number[] };
  for (const { history, actual, forecast } of judged) {
    const naive = seasonalNaive(history, actual.length, season);
    let [own, before] = [0, 0];
    actual.forEach((value, step) => {
      if (Number.isNaN(value)) return;
      own += (value - (forecast.mean[step] ?? 0)) ** 2;
      before += (value - (naive[step] ?? 0)) ** 2;
      all.came += value;
      all.forecast += forecast.mean[step] ?? 0;
    });
    all.own += own;
    all.naive += before;
    if (before > 0) all.ratios.push(Math.sqrt(own / before));
  }
  return all;
}

/** Over all known steps of all series. */
function pooledInterval(
  judged: readonly JudgedSeries[],
  edges: (one: JudgedSeries) => { low: ArrayLike<number>; high: ArrayLike<number> },
): { coverage: number; score: number } {
  let [inside, score, steps] = [0, 0, 0];
  for (const one of judged) {
    const known = one.actual.filter((value) => !Number.isNaN(value)).length;
    if (known === 0) continue;
    const { low, high } = edges(one);
    inside += known * coverage(one.actual, low, high);
    score += known * intervalScore(one.actual, low, high, 0.05);
    steps += known;
  }
  return { coverage: inside / steps, score: score / steps };
}

/** What the interval would be if messages came one by one, each by itself. */
function poisson({ forecast }: JudgedSeries): { low: Float64Array; high: Float64Array } {
  const [low, high] = [new Float64Array(forecast.mean.length), new Float64Array(forecast.mean.length)];
  forecast.mean.forEach((value, step) => {
    const [from, to] = countQuantiles({ mean: value, dispersion: 0 }, [0.025, 0.975]);
    low[step] = from ?? 0;
    high[step] = to ?? 0;
  });
  return { low, high };
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

const said = (value: number) => (Number.isFinite(value) ? value : null);
