/**
 * pictures: PNGs that show what a text says too. Speaks to the canvas library, and to nobody else.
 * Lives here: the ring and strip of progress, the funnel of a course, certificates, charts of any numbers on a
 * light or a dark card, and the font that all are written in (Latin and Chinese, from a package; no font of the
 * system is needed).
 * Does not: what the numbers are (learning).
 */
import type { Pictures } from '#contracts';
import { certificatePicture } from './certificate.js';
import { chartPicture } from './chart/sheet.js';
import { createFonts } from './fonts.js';
import { faqReportPicture } from './faq-report.js';
import { funnelPicture } from './funnel.js';
import { progressPicture } from './progress.js';

/** Opens the font at the first picture. */
export function createPictures(): Pictures {
  let opened: ReturnType<typeof createFonts> | undefined;
  const fonts = () => (opened ??= createFonts());
  return {
    writes(text) {
      const letters = [...text.normalize('NFC')].filter((one) => /[\p{L}\p{N}\p{M}]/u.test(one));
      return letters.length > 0 && letters.every((one) => fonts().has(one));
    },
    progress: (given) => progressPicture(fonts(), given),
    funnel: (given) => funnelPicture(fonts(), given),
    faqReport: (sheet) => faqReportPicture(fonts(), sheet),
    chart: (sheet) => chartPicture(fonts(), sheet),
    certificate: (sheet) => certificatePicture(fonts(), sheet),
  };
}
