/** Waits for Ctrl-C or SIGTERM, then runs `stop`. A second signal leaves at once. */
export async function untilStopped(stop: () => Promise<void>): Promise<void> {
  await new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.once(signal, () => {
        process.once(signal, () => process.exit(130));
        resolve();
      });
    }
  });
  console.log('  Stopping: finishing what is under way …');
  await stop();
}
