import { fromMarkdown, type Options } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { cjkFriendlyExtension } from 'micromark-extension-cjk-friendly';
import { gfm } from 'micromark-extension-gfm';
import type { Definition, Nodes, Root, RootContent } from 'mdast';
import { pairs } from './pairs.js';
import { fenced } from './prepare.js';

/** A piece of Markdown as a tree. */
export interface Parsed {
  /** What stands in the piece itself, without what it borrowed. */
  nodes: RootContent[];
  definitions: Map<string, Definition>;
  /** The source of a node. */
  sourceOf(node: Nodes): string;
  /** Lines between the start of the piece and the node. */
  lineOf(node: Nodes): number;
}

type Extension = Exclude<NonNullable<Options['mdastExtensions']>[number], readonly unknown[]>;
type Handle = NonNullable<NonNullable<Extension['exit']>['data']>;

/** A box is also recognised where an item has no text before it; there it is only text. */
const tick: Handle = function (token) {
  const item = this.stack.at(-2);
  const sign = this.sliceSerialize(token);
  if (item?.type === 'listItem') {
    item.checked = /x/i.test(sign);
    return;
  }
  this.enter({ type: 'text', value: `[${sign}]` }, token);
  this.exit(token);
};
const boxes: Extension = { exit: { taskListCheckValueChecked: tick, taskListCheckValueUnchecked: tick } };

const syntax: Options = {
  extensions: [gfm(), cjkFriendlyExtension(), pairs()],
  // Without the transforms, which look for addresses in whole trees a second time.
  mdastExtensions: [...gfmFromMarkdown().map((extension) => ({ ...extension, transforms: [] })), boxes],
};

/** @param before definitions that the piece refers to, which are not part of it */
export function parse(text: string, before = ''): Parsed {
  const source = before + fenced(text);
  const root: Root = fromMarkdown(source, syntax);
  const definitions = new Map<string, Definition>();
  collect(root, definitions);
  const linesBefore = before.split('\n').length - 1;
  return {
    nodes: root.children.filter((node) => offsetOf(node) >= before.length),
    definitions,
    sourceOf: (node) => source.slice(offsetOf(node), node.position?.end.offset),
    lineOf: (node) => Math.max(0, (node.position?.start.line ?? 1) - 1 - linesBefore),
  };
}

function offsetOf(node: Nodes): number {
  return node.position?.start.offset ?? 0;
}

/** Definitions may stand in quotes and lists too. */
function collect(node: Nodes, found: Map<string, Definition>): void {
  if (node.type === 'definition') {
    if (!found.has(node.identifier)) found.set(node.identifier, node);
  } else if ('children' in node && node.type !== 'paragraph' && node.type !== 'heading') {
    for (const child of node.children) collect(child, found);
  }
}
