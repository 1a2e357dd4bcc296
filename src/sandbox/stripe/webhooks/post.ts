import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';

export interface Answer {
  /** HTTP status, or what went wrong on the wire. */
  status: number | string;
  body: string;
  ms: number;
}

/** Posts a body as Stripe does. Never throws; `timeout` is in milliseconds of real time. */
export function post(
  url: string,
  body: string,
  headers: Record<string, string>,
  timeout: number,
): Promise<Answer> {
  const started = performance.now();
  return new Promise((resolve) => {
    const finish = (status: number | string, text: string) =>
      resolve({ status, body: text, ms: Math.round(performance.now() - started) });
    const send = url.startsWith('https:') ? requestHttps : requestHttp;
    const outgoing = send(
      url,
      {
        method: 'POST',
        headers: {
          'content-type': 'application/json; charset=utf-8',
          'content-length': Buffer.byteLength(body),
          'user-agent': 'Stripe/1.0 (+https://stripe.com/docs/webhooks)',
          ...headers,
        },
        signal: AbortSignal.timeout(timeout),
      },
      (incoming) => {
        let text = '';
        incoming.setEncoding('utf8');
        incoming.on('data', (chunk: string) => {
          if (text.length < 4096) text += chunk;
        });
        incoming.on('end', () => finish(incoming.statusCode ?? 0, text));
        incoming.on('error', (error) => finish(error.message, text));
      },
    );
    outgoing.on('error', (error: NodeJS.ErrnoException) =>
      finish(
        error.name === 'TimeoutError' || error.code === 'ABORT_ERR'
          ? 'timeout'
          : (error.code ?? error.message),
        '',
      ),
    );
    outgoing.end(body);
  });
}
