import type { Pictures } from '#contracts';
import type { Locale } from '#domain/members';

const MARK: Record<Locale, string> = {
  en: 'Demo data: made up, so that there is something to see',
  'zh-CN': '演示数据：为展示效果而虚构',
};

/** The sandbox's past never happened, and every chart of it says so. */
export function demoPictures(pictures: Pictures): Pictures {
  return {
    ...pictures,
    chart(sheet) {
      const mark = MARK[sheet.locale];
      const footnote = sheet.footnote === undefined ? mark : `${mark} · ${sheet.footnote}`;
      return pictures.chart({ ...sheet, footnote });
    },
  };
}
