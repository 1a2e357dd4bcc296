/** The machine itself: probes, the sandbox and its page. */
export function isLocal(request: { ip: string }): boolean {
  return /^(127\.|::1$|::ffff:127\.)/.test(request.ip);
}
