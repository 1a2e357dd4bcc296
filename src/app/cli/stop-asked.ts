/**
 * Resolves at Ctrl-C or SIGTERM; a second one leaves at once. Asked for before anything is started, so that nothing
 * that was started on the way is left behind.
 */
export function stopAsked(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.once(signal, () => {
        process.once(signal, () => process.exit(130));
        console.log('  Stopping: finishing what is under way …');
        resolve();
      });
    }
  });
}
