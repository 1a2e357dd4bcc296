import { createHmac } from 'node:crypto';

/** The `Stripe-Signature` of a body. `time` is in seconds. */
export function sign(body: string, secret: string, time: number): string {
  const digest = createHmac('sha256', secret).update(`${time}.${body}`, 'utf8').digest('hex');
  return `t=${time},v1=${digest}`;
}
