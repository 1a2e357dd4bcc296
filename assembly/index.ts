// What is too slow in plain JavaScript, for src/domain/recommend/kernel. Written in AssemblyScript, made into
// src/domain/recommend/kernel/wasm.ts by `node scripts/kernel.mjs`. Nothing is allocated here: the caller lays
// everything out in the memory that it hands over, and calls in short pieces, because an engine optimises a
// function only between calls.
export { mirror, multiplyRows, packColumns, sweepPanel, sweepRows } from './dense';
export { addGram, approachRows, solveRows } from './factors';
export { rankFactors, rankRows } from './rank';
