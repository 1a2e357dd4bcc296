import { plain, type TextKey } from '#contracts';
import type { Locale } from '#domain/members';
import { escaped, hashed, policyOf, sheet, style } from './paper.js';
import { uploadScript } from './upload-script.js';

const look = `
body { place-items: start center; padding-top: 12vh; }
main { width: 40rem; max-width: 100%; }
h1 { margin-top: 0; }
h2 { font-size: 1rem; margin: 1.25rem 0 .25rem; }
[hidden] { display: none !important; }
.language { text-align: right; font-size: .85rem; margin-bottom: 1.5rem; }
a { color: inherit; }
.zone { display: block; margin: 1.5rem 0 1rem; padding: 2.5rem 1.5rem; border: 2px dashed var(--line); border-radius: .75rem; text-align: center; cursor: pointer; }
.zone.over, .zone:hover, .zone:focus-within { border-color: var(--soft); }
.zone input { position: absolute; width: 1px; height: 1px; opacity: 0; }
.zone strong { display: block; color: var(--ink); font-weight: 600; }
ul { margin: .25rem 0; padding: 0; list-style: none; color: var(--soft); overflow-wrap: anywhere; }
button { font: inherit; color: var(--paper); background: var(--ink); border: 1px solid var(--ink); border-radius: .5rem; padding: .5rem 1.25rem; margin-top: 1rem; cursor: pointer; }
button.quiet { color: var(--ink); background: none; border-color: var(--line); }
button:disabled { opacity: .4; cursor: default; }
progress { width: 100%; height: .75rem; margin-top: 1.5rem; accent-color: var(--ink); }
#result-title:focus { outline: none; }
#status { min-height: 1.6em; }
#result { padding-left: 1.25rem; border-left: .25rem solid #3f8f5f; }
#result.bad { border-color: #b5473c; }
`;

/** The page runs our one script and talks to nobody but us. */
const base = policyOf([style, look]);
export const uploadPolicy = {
  ...base,
  directives: { ...base.directives, scriptSrc: [hashed(uploadScript)], connectSrc: ["'self'"] },
};

export interface UploadPage {
  locale: Locale;
  /** The course that is uploaded to, when the link says so. */
  slug: string | null;
  limits: { bytes: number; files: number; piece: number };
}

export function drawUploadPage({ locale, slug, limits }: UploadPage): string {
  const max = Math.floor(limits.bytes / 1_073_741_824);
  const say = (key: TextKey, values: Record<string, string | number> = {}) => plain(locale, key, values);
  const html = (key: TextKey) => escaped(say(key));
  const title = slug === null ? say('files.upload.title') : say('files.upload.title_to', { slug });
  const steps = ['reading', 'checking', 'storing', 'writing'] as const;
  const texts = {
    // Filled in by the script, as they are needed.
    sending: say('files.upload.sending', { done: '{{done}}', of: '{{of}}' }),
    waiting: say('files.upload.waiting'),
    stopped: say('files.upload.stopped'),
    failed_title: say('files.upload.failed_title'),
    lost: say('files.upload.lost'),
    too_much: say('files.upload.too_much', { max }),
    too_many: say('files.upload.too_many', { max: limits.files }),
    step: Object.fromEntries(steps.map((step) => [step, say(`files.upload.step.${step}`)])),
  };
  const data = (value: object) => escaped(JSON.stringify(value));
  const [other, named] = locale === 'en' ? (['zh-CN', '简体中文'] as const) : (['en', 'English'] as const);
  const body = `<main data-texts="${data(texts)}" data-limits="${data({ ...limits, locale })}">
<p class="language"><a href="?lang=${other}" lang="${other}" hreflang="${other}">${named}</a></p>
<h1>${escaped(title)}</h1>
<p id="lead">${escaped(say('files.upload.lead', { max }))}</p>
<noscript><p>${html('files.upload.needs_script')}</p></noscript>
<div id="form">
<label class="zone" id="zone"><input type="file" id="files" multiple><strong>${html('files.upload.drop')}</strong>${html('files.upload.choose')}</label>
<ul id="chosen"></ul>
<button type="button" id="start" disabled>${html('files.upload.start')}</button>
</div>
<div id="progress" hidden>
<progress id="bar" max="1" value="0" aria-labelledby="status"></progress>
<p>${html('files.upload.leave')}</p>
<button type="button" class="quiet" id="cancel">${html('files.upload.cancel')}</button>
</div>
<p id="status" role="status"></p>
<section id="result" hidden>
<h1 id="result-title" tabindex="-1"></h1>
<ul id="result-lines"></ul>
<div id="notes"><h2>${html('files.upload.notes_title')}</h2><ul id="result-notes"></ul></div>
<button type="button" class="quiet" id="again">${html('files.upload.again')}</button>
</section>
</main><script>${uploadScript}</script>`;
  return sheet({ locale, title, body, styles: [look] });
}
