import type { FastifyInstance } from 'fastify';
import { instantText, plain } from '#contracts';
import type { Certificate } from '#domain/learning';
import type { Locale } from '#domain/members';
import { escaped, note, policyOf, readerLocale, sendPage, sheet, style } from './paper.js';

export type Proof = Certificate & { communityName: string };

export interface CertificateServing {
  /** What was proved under this token; null: nothing ever was. */
  proof(token: string): Promise<Proof | null>;
}

const diploma = `
.diploma { border: 1px solid var(--line); outline: 1px solid var(--line); outline-offset: .5rem; padding: 3rem 2.5rem; text-align: center; width: 34rem; max-width: 100%; }
.diploma p { margin: .35rem 0; overflow-wrap: anywhere; }
.diploma .kind { letter-spacing: .18em; text-transform: uppercase; font-size: .8rem; }
.diploma h1 { font-size: 2rem; line-height: 1.25; margin: 1.75rem 0 .5rem; overflow-wrap: anywhere; }
.diploma .course { color: var(--ink); font-size: 1.25rem; font-weight: 600; margin: .5rem 0 1.25rem; }
.diploma .issued { margin-top: 1.75rem; color: var(--ink); }
.diploma .checked { font-size: .85rem; margin-top: 1.25rem; }
`;

/** `/certificates/<token>`: what somebody has proved, for whoever was given the address. */
export async function serveCertificates(app: FastifyInstance, { proof }: CertificateServing): Promise<void> {
  const config = { rateLimit: { max: 120, timeWindow: 60_000 } };
  const helmet = { contentSecurityPolicy: policyOf([style, diploma]) };
  app.get<{ Params: { token: string } }>(
    '/certificates/:token',
    { config, helmet },
    async (request, reply) => {
      const locale = readerLocale(request);
      const found = await proof(request.params.token);
      if (found) return sendPage(reply, 200, draw(found, locale));
      const [title, text] = [
        plain(locale, 'files.certificate.none_title'),
        plain(locale, 'files.certificate.none'),
      ];
      return sendPage(reply, 404, note(locale, '◌', title, text));
    },
  );
}

function draw(proof: Proof, locale: Locale): string {
  const say = (key: Parameters<typeof plain>[1], values: Record<string, string | number> = {}) =>
    escaped(plain(locale, key, values));
  const { name, courseTitle, communityName, issuedAt, lessons } = proof;
  const at = instantText(issuedAt, 'date', { locale, timeZone: 'UTC' });
  const facts = plain(locale, 'files.certificate.facts', {
    lessons: plain(locale, 'files.certificate.lessons', { count: lessons }),
    time: lengthOf(proof.minutes, locale),
  });
  const body = `<main class="diploma">
<p class="kind">${say('files.certificate.kind')}</p>
<h1>${escaped(name)}</h1>
<p>${say('files.certificate.has')}</p>
<p class="course">${escaped(courseTitle)}</p>
<p>${escaped(facts)}</p>
<p class="issued">${say('files.certificate.issued', { community: communityName, at })}</p>
<p class="checked">${say('files.certificate.checked')}</p>
</main>`;
  const title = plain(locale, 'files.certificate.title', { course: courseTitle });
  return sheet({ locale, title, body, styles: [diploma] });
}

/** Minutes as people say them; beyond two hours nobody counts minutes. */
function lengthOf(minutes: number, locale: Locale): string {
  return minutes < 120
    ? plain(locale, 'files.certificate.minutes', { count: Math.max(1, minutes) })
    : plain(locale, 'files.certificate.hours', { count: Math.round(minutes / 60) });
}
