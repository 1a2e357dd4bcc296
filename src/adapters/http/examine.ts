import { finding, type Examination, type Finding } from '#contracts';

export interface PublicUrlExamined {
  /** Without a trailing slash. Nothing else is ever asked. */
  url: string;
  /** Who has to reach it from outside: nobody when the platforms are on this machine as well. */
  needed: 'live' | 'test' | 'nobody';
}

const PATIENCE_MS = 10_000;

/** Whether the world would find us at PUBLIC_URL. */
export async function examinePublicUrl({ url, needed }: PublicUrlExamined): Promise<Examination> {
  const findings: Finding[] = [];
  const { protocol, hostname } = new URL(url);
  const local = /^(127\.\d+\.\d+\.\d+|localhost|\[::1\])$/.test(hostname);
  if (local && needed !== 'nobody') {
    findings.push(finding('public_url.local', needed === 'live' ? 'broken' : 'risky', { address: url }));
  }
  if (!local && protocol !== 'https:')
    findings.push(finding('public_url.not_https', 'broken', { address: url }));
  findings.push(await knock(url));
  return { findings, clock: [] };
}

async function knock(url: string): Promise<Finding> {
  try {
    // Not followed: where a stranger's redirect leads is none of our business.
    const answer = await fetch(`${url}/livez`, {
      redirect: 'manual',
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    if (answer.status === 200 && isOurs(await answer.text())) {
      return finding('public_url.works', 'fine', { address: url });
    }
    if (answer.status === 502 || answer.status === 503 || answer.status === 504) {
      // A proxy in front of nobody.
      return finding('public_url.unreachable', 'broken', { address: url, reason: String(answer.status) });
    }
    return finding('public_url.not_ours', 'broken', { address: url, reason: String(answer.status) });
  } catch (error) {
    return finding('public_url.unreachable', 'broken', { address: url, reason: reasonOf(error) });
  }
}

function isOurs(body: string): boolean {
  try {
    const said: unknown = JSON.parse(body);
    return typeof said === 'object' && said !== null && 'status' in said && said.status === 'alive';
  } catch {
    return false;
  }
}

/** A code such as ECONNREFUSED or CERT_HAS_EXPIRED. */
function reasonOf(error: unknown): string {
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    if ('code' in at && typeof at.code === 'string') return at.code;
    if (at.name === 'TimeoutError') return 'ETIMEDOUT';
  }
  return 'no answer';
}
