import { createReadStream } from 'node:fs';
import { TextDecoder } from 'node:util';

/** The file is in another alphabet than UTF-8 or UTF-16. */
export class NotText extends Error {}

/** A text file, piece by piece. Throws NotText, or the system's error when it cannot be read. */
export async function* readText(path: string): AsyncGenerator<string> {
  let decoder: TextDecoder | undefined;
  try {
    for await (const chunk of createReadStream(path)) {
      const bytes = chunk as Buffer;
      // Spreadsheets on Windows call this “Unicode text”.
      decoder ??= new TextDecoder(bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : 'utf-8', {
        fatal: true,
      });
      yield decoder.decode(bytes, { stream: true });
    }
    if (decoder) yield decoder.decode();
  } catch (error) {
    if (error instanceof TypeError) throw new NotText('the file is not UTF-8', { cause: error });
    throw error;
  }
}
