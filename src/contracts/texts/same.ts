/** The same tree of keys, each leaf any text. */
export type Same<T> = { [K in keyof T]: T[K] extends string ? string : Same<T[K]> };
