import type { Block, Document, PictureSource } from './model.js';

/** The names of all uploaded pictures of a document, each once, in order. */
export function assetsOf({ blocks }: Document): string[] {
  const found = new Set<string>();
  mapped(blocks, (source) => {
    if ('asset' in source) found.add(source.asset);
    return source;
  });
  return [...found];
}

/**
 * The document with its uploaded pictures under other names, or at addresses.
 * @param resolve where the picture is now; null when there is none: its description takes its place
 */
export function withPictures(document: Document, resolve: (asset: string) => PictureSource | null): Document {
  const blocks = mapped(document.blocks, (source) => ('asset' in source ? resolve(source.asset) : source));
  return { ...document, blocks };
}

function mapped(blocks: readonly Block[], resolve: (source: PictureSource) => PictureSource | null): Block[] {
  return blocks.flatMap((block): Block[] => {
    switch (block.kind) {
      case 'picture': {
        const source = resolve(block.source);
        if (source !== null) return [{ ...block, source }];
        const text = block.alt || block.title || '';
        return text === '' ? [] : [{ kind: 'paragraph', runs: [{ text, italic: true }] }];
      }
      case 'quote':
        return [{ ...block, blocks: mapped(block.blocks, resolve) }];
      case 'list': {
        const items = block.items.map((item) => ({ ...item, blocks: mapped(item.blocks, resolve) }));
        return [{ ...block, items }];
      }
      case 'notes': {
        const notes = block.notes.map((note) => ({ ...note, blocks: mapped(note.blocks, resolve) }));
        return [{ ...block, notes }];
      }
      default:
        return [block];
    }
  });
}
