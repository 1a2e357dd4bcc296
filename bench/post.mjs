// The other side of the webhook bench, in a process of its own: posts signed events as Stripe does.
// argv: url, secret, how many, how many at once, seconds since the epoch that the signatures carry
import { createHmac, randomUUID } from 'node:crypto';
import { Agent, request } from 'node:http';

const [url, secret, count, abreast, time] = process.argv.slice(2);
const agent = new Agent({ keepAlive: true, maxSockets: Number(abreast) });
const took = [];
const statuses = {};
let next = 0;

function eventBody() {
  const id = randomUUID().replaceAll('-', '');
  return JSON.stringify({
    id: `evt_${id}`,
    object: 'event',
    api_version: '2026-10-28.endive',
    created: Number(time),
    livemode: false,
    pending_webhooks: 1,
    request: null,
    type: 'customer.subscription.updated',
    data: { object: { id: `sub_${id}`, object: 'subscription', customer: `cus_${id}`, status: 'active' } },
  });
}

function post() {
  const body = eventBody();
  const digest = createHmac('sha256', secret).update(`${time}.${body}`).digest('hex');
  const headers = {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
    'stripe-signature': `t=${time},v1=${digest}`,
  };
  const started = performance.now();
  return new Promise((resolve, reject) => {
    const call = request(url, { method: 'POST', headers, agent }, (answer) => {
      answer.resume();
      answer.on('end', () => {
        took.push(performance.now() - started);
        statuses[answer.statusCode] = (statuses[answer.statusCode] ?? 0) + 1;
        resolve();
      });
    });
    call.on('error', reject);
    call.end(body);
  });
}

const started = performance.now();
await Promise.all(
  Array.from({ length: Number(abreast) }, async () => {
    while (next++ < Number(count)) await post();
  }),
);
const seconds = (performance.now() - started) / 1000;
took.sort((a, b) => a - b);
process.stdout.write(JSON.stringify({ seconds, took, statuses }));
agent.destroy();
