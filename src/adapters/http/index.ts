/**
 * adapters/http: what the web may ask of us. Webhooks in, health and metrics out, the pages after a Checkout.
 * Lives here: routes, limits, headers, the raw body that signatures are checked on.
 * Does not: what a webhook means (billing, through the function it is given), any session or login.
 * Promises: a webhook is answered 2xx only after it was stored; an error tells a stranger nothing.
 */
export { createHttpServer, type HttpOptions, type HttpServer } from './server.js';
