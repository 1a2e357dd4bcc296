import { say, type Phrase, type TextKey } from '#contracts';
import type { DropCondition, DropRule, Weekday } from '#domain/drops';

const dayNames: Record<Weekday, TextKey> = {
  1: 'drops.rules.days.d1',
  2: 'drops.rules.days.d2',
  3: 'drops.rules.days.d3',
  4: 'drops.rules.days.d4',
  5: 'drops.rules.days.d5',
  6: 'drops.rules.days.d6',
  7: 'drops.rules.days.d7',
};

/** A rule as people say it, in words that can be typed again. @param titles of lessons, by key */
export function rulePhrase({ all, zone }: DropRule, titles: ReadonlyMap<string, string>): Phrase {
  const [first = say('drops.rules.now'), ...rest] = all.map((one) => conditionPhrase(one, titles));
  const rule = rest.reduce((so, one) => say('drops.rules.both', { first: so, second: one }), first);
  return zone === 'member' && all.some(({ kind }) => kind !== 'now')
    ? say('drops.rules.own_clock', { rule })
    : rule;
}

function conditionPhrase(condition: DropCondition, titles: ReadonlyMap<string, string>): Phrase {
  switch (condition.kind) {
    case 'now':
      return say('drops.rules.now');
    case 'at': {
      const [date = '', time = ''] = condition.local.split('T');
      return say('drops.rules.at', { date, time });
    }
    case 'after_joining': {
      const { days: count, time } = condition;
      const rule = count === 0 ? say('drops.rules.joined_now') : say('drops.rules.joined', { count });
      return time ? say('drops.rules.joined_time', { rule, time }) : rule;
    }
    case 'after_lesson': {
      const lesson = titles.get(condition.lessonKey) ?? condition.lessonKey;
      const { days: count } = condition;
      return count
        ? say('drops.rules.lesson_days', { lesson, count })
        : say('drops.rules.lesson', { lesson });
    }
    case 'weekly':
      return weeklyPhrase(condition);
  }
}

function weeklyPhrase({ weekdays, time, nth, from }: Extract<DropCondition, { kind: 'weekly' }>): Phrase {
  const [first = say('drops.rules.every_day'), ...rest] =
    weekdays.length === 7 ? [] : weekdays.map((day) => say(dayNames[day]));
  const days = rest.reduce((so, one) => say('drops.rules.days_both', { first: so, second: one }), first);
  const weekly = say('drops.rules.weekly', { days, time });
  const since = from ? say('drops.rules.weekly_from', { rule: weekly, date: from }) : weekly;
  return nth > 1 ? say('drops.rules.weekly_nth', { rule: since, nth }) : since;
}
