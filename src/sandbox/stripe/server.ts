import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { demo } from '../people.js';
import type { PlatformServer, SandboxContext } from '../kit.js';
import { createActions } from './actions/index.js';
import { createClockwork } from './clockwork.js';
import { answerApi, type ApiAnswer, type ApiRequest } from './http/api.js';
import { createLedger, type Ledger } from './ledger.js';
import { answerPage } from './pages/index.js';
import { rebasePages } from './pages/links.js';
import { seedStripe } from './seed.js';
import { currentState, type StripeState } from './state.js';
import { viewOf, type StripeView } from './view.js';
import { createDispatcher } from './webhooks/dispatcher.js';
import { requeueInterrupted } from './webhooks/queue.js';
import { ensurePrimaryEndpoint } from './webhooks/primary.js';

export interface StripeServerOptions {
  context: SandboxContext;
  /** 0 takes any free port. */
  port: number;
  /** Copied; the seed when left out. */
  state?: StripeState;
  webhook: {
    /** Where events are posted; nowhere without it. */
    url?: string;
    secret: string;
    /** Event types to post; all when left out. */
    events?: string[];
    /** Milliseconds of real time after which a receiver counts as not answering; 10 s when left out. */
    timeout?: number;
  };
  /** Base address of the hosted pages as a browser reaches them; the server's own when left out. */
  publicUrl?: string;
  /** The API key that is accepted; the demo's when left out. */
  secretKey?: string;
}

export interface StripeServer extends PlatformServer<StripeState> {
  /** Everything a page shows about this Stripe. */
  view(): StripeView;
  /** Points the main webhook endpoint elsewhere, or nowhere. */
  setWebhook(url: string | undefined): void;
  /**
   * Lives through everything due until `ms` (milliseconds since the epoch), each at its own time and with its
   * webhooks answered before the next. The caller moves the sandbox's clock afterwards.
   */
  advanceTo(ms: number, reached?: (ms: number) => void): Promise<void>;
  /** Resolves when every webhook that can be sent now has been answered or given up. */
  idle(): Promise<void>;
}

const maxBody = 1_000_000;

/** Starts Stripe in miniature on 127.0.0.1. Rejects when the port is taken. */
export async function createStripeServer(options: StripeServerOptions): Promise<StripeServer> {
  const { context, webhook } = options;
  const secretKey = options.secretKey ?? demo.stripe.secretKey;
  let state = currentState(options.state ?? seedStripe());
  let webhookUrl = webhook.url;
  let url = '';
  const clockwork = createClockwork({ context, state: () => state, ledger: () => ledger });
  const openBooks = (): Ledger => {
    const books = createLedger(state, {
      now: clockwork.now,
      pageUrl: (path) => `${options.publicUrl ?? url}${path}`,
    });
    ensurePrimaryEndpoint(books, webhookUrl, webhook.events ?? ['*']);
    requeueInterrupted(books);
    return books;
  };
  let ledger = openBooks();
  const dispatcher = createDispatcher({
    context,
    ledger: () => ledger,
    secretOf: (id) => (id === state.primaryEndpoint ? webhook.secret : state.endpointSecrets[id]),
    timeout: webhook.timeout ?? 10_000,
  });

  /** Everything that may change the books goes through here: what is overdue first, webhooks afterwards. */
  function enter<T>(work: () => T): T {
    clockwork.catchUp();
    try {
      return work();
    } finally {
      dispatcher.wake();
    }
  }

  const server = createServer((incoming, outgoing) => {
    readBody(incoming).then(
      (body) => serve(incoming, outgoing, body),
      () => incoming.destroy(),
    );
  });

  function serve(incoming: IncomingMessage, outgoing: ServerResponse, body: string): void {
    const [path = '/', query = ''] = (incoming.url ?? '/').split('?', 2);
    const method = incoming.method ?? 'GET';
    const request: ApiRequest = { method, path, query, headers: incoming.headers, body };
    if (!path.startsWith('/v1/')) {
      const page = enter(() => pageSafely(request));
      // Whoever follows a payment link opens a session with it.
      if (method === 'POST' || path.startsWith('/link/')) context.changed();
      outgoing.writeHead(page.status, page.headers).end(page.body);
      return;
    }
    const started = performance.now();
    const answer = enter(() => answerSafely(request));
    logApi(request, answer, performance.now() - started);
    if (method !== 'GET') context.changed();
    if (answer.fate === 'reset') incoming.socket.destroy();
    else if (answer.fate === 'sent') outgoing.writeHead(answer.status, answer.headers).end(answer.body);
  }

  function pageSafely(request: ApiRequest): ReturnType<typeof answerPage> {
    try {
      return answerPage(ledger, request);
    } catch (error) {
      const body = `The sandbox failed: ${error instanceof Error ? error.message : String(error)}`;
      return { status: 500, headers: { 'content-type': 'text/plain; charset=utf-8' }, body };
    }
  }

  function answerSafely(request: ApiRequest): ApiAnswer {
    try {
      return answerApi(ledger, secretKey, request);
    } catch (error) {
      const message = `The sandbox failed: ${error instanceof Error ? error.message : String(error)}`;
      const body = JSON.stringify({ error: { type: 'api_error', message } });
      return { status: 500, headers: { 'content-type': 'application/json' }, body, fate: 'sent', params: {} };
    }
  }

  function logApi(request: ApiRequest, answer: ApiAnswer, ms: number): void {
    const empty = Object.keys(answer.params).length === 0;
    context.wire({
      at: context.clock.now(),
      platform: 'stripe',
      direction: 'in',
      method: request.method,
      path: request.path,
      ...(answer.fate === 'sent' && { status: answer.status }),
      ms: Math.round(ms),
      ...(!empty && { body: answer.params }),
      response: answer.fate === 'sent' ? readable(answer) : answer.fate,
    });
  }

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  url = `http://127.0.0.1:${port}`;
  rebasePages(ledger);
  const ticker = setInterval(() => enter(() => undefined), 1000);
  ticker.unref();

  return {
    url,
    port,
    actions: createActions({
      ledger: () => ledger,
      enter,
      changed: () => context.changed(),
      dispatcher,
      webhookUrl: () => webhookUrl,
    }),
    state: () => state,
    load(next) {
      state = currentState(next);
      ledger = openBooks();
      rebasePages(ledger);
      dispatcher.wake();
    },
    view: () => viewOf(ledger),
    setWebhook(next) {
      webhookUrl = next;
      ensurePrimaryEndpoint(ledger, next, webhook.events ?? ['*']);
      context.changed();
    },
    advanceTo: (ms, reached) =>
      clockwork.advanceTo(
        ms,
        boundedWait(() => dispatcher.idle()),
        reached,
      ),
    idle: () => dispatcher.idle(),
    async close() {
      clearInterval(ticker);
      dispatcher.stop();
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

/** The body as the log shows it. */
function readable({ headers, body }: ApiAnswer): unknown {
  return headers['content-type'] === 'application/json' ? JSON.parse(body) : body;
}

/** Waits for webhooks, but no longer waits at all once a receiver has been silent for too long. */
function boundedWait(idle: () => Promise<void>): () => Promise<void> {
  const limit = 15_000;
  let patient = true;
  return async () => {
    if (!patient) return;
    let timer: NodeJS.Timeout | undefined;
    const givenUp = new Promise<void>((resolve) => {
      timer = setTimeout(() => {
        patient = false;
        resolve();
      }, limit);
    });
    await Promise.race([idle(), givenUp]);
    clearTimeout(timer);
  };
}

async function readBody(incoming: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxBody) throw new Error('body too large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
