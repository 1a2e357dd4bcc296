/** The earliest of some instants, nulls left out. */
export function earliest(instants: readonly (Date | null)[]): Date | null {
  return instants.reduce((a, b) => (a && b ? (a <= b ? a : b) : (a ?? b)), null);
}

/** The latest of some instants, nulls left out. */
export function latest(instants: readonly (Date | null)[]): Date | null {
  return instants.reduce((a, b) => (a && b ? (a >= b ? a : b) : (a ?? b)), null);
}
