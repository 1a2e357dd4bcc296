/** Things to happen, in the order of their instants; at one instant in the order in which they were planned. */
export function createTimeline() {
  const waiting: { at: number; run: (now: number) => void }[] = [];
  return {
    plan(at: number, run: (now: number) => void): void {
      let place = waiting.length;
      while (place > 0 && (waiting[place - 1]?.at ?? 0) > at) place -= 1;
      waiting.splice(place, 0, { at, run });
    },
    /** Lets everything up to `until` happen, with whatever it plans meanwhile. */
    runUntil(until: number): void {
      for (let happened = 0; ; happened += 1) {
        const [first] = waiting;
        if (!first || first.at > until) return;
        if (happened > 20_000) throw new Error('one thing leads to another without end');
        waiting.shift();
        first.run(first.at);
      }
    },
  };
}
