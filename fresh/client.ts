import { signal } from "@preact/signals";
import { type ComponentType, Fragment, h, hydrate, render, type VNode } from "preact";
import { revive } from "./revive.ts";

type IslandRef = [module: Record<string, unknown>, exportName: string];

/** Hydrates all islands of the page; called by the script at its end. */
export function boot(refs: IslandRef[]): void {
  const text = document.getElementById("island-props")!.textContent ?? "[]";
  const slots = findSlots();
  const components = refs.map(([module, name]) => module[name] as ComponentType<unknown>);
  const allProps = revive(text, {
    signal: () => signal<unknown>(undefined),
    slot: (id) => h(Slot, { id }),
  }) as Record<string, unknown>[];

  function Slot({ id }: { id: number }): VNode {
    return h(Fragment, null, ...childrenOf(slots.get(id) ?? []));
  }

  /** The virtual node for a node that the server has rendered. */
  function vnodeOf(node: Node): VNode | string | null {
    if (node instanceof Text) return node.data;
    if (!(node instanceof Element)) return null;
    const props: Record<string, string> = {};
    for (const { name, value } of node.attributes) props[name] = value;
    return h(node.localName as string, props as object, ...childrenOf(node.childNodes)) as VNode;
  }

  function childrenOf(nodes: ArrayLike<Node>): (VNode | string | null)[] {
    const children: (VNode | string | null)[] = [];
    for (let i = 0; i < nodes.length; i++) {
      const begin = mark(nodes[i]!, "island");
      if (begin === undefined) {
        children.push(vnodeOf(nodes[i]!));
        continue;
      }
      children.push(h(components[begin]!, allProps[begin] as object));
      for (let depth = 1; depth > 0;) {
        const node = nodes[++i];
        if (!node) break;
        if (mark(node, "island") !== undefined) depth++;
        else if (isEnd(node, "island")) depth--;
      }
    }
    return children;
  }

  for (const [id, begin, end] of findIslands()) {
    const nodes: Node[] = [];
    for (let node = begin.nextSibling; node && node !== end; node = node.nextSibling) nodes.push(node);
    // Preact cannot hydrate comments that it has not made.
    for (const node of nodes) removeSlotMarks(node);
    const parent = fragmentBetween(begin, end);
    const vnode = h(components[id]!, allProps[id] as object);
    if (begin.nextSibling === end) render(vnode, parent);
    else hydrate(vnode, parent);
  }
}

function mark(node: Node, what: "island" | "slot"): number | undefined {
  const text = node instanceof Comment && node.data.startsWith(`${what}:`) ? node.data : undefined;
  return text === undefined ? undefined : Number(text.slice(what.length + 1));
}

function isEnd(node: Node, what: "island" | "slot"): boolean {
  return node instanceof Comment && node.data === `/${what}`;
}

function comments(root: Node): Comment[] {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_COMMENT);
  const found: Comment[] = [];
  while (walker.nextNode()) found.push(walker.currentNode as Comment);
  return found;
}

/** The outermost islands; those within their slots are hydrated with them. */
function findIslands(): [id: number, begin: Comment, end: Comment][] {
  const found: [number, Comment, Comment][] = [];
  const open: [number, Comment][] = [];
  for (const node of comments(document.body)) {
    const id = mark(node, "island");
    if (id !== undefined) open.push([id, node]);
    else if (isEnd(node, "island")) {
      const [begun, begin] = open.pop()!;
      if (open.length === 0) found.push([begun, begin, node]);
    }
  }
  return found;
}

/** The contents of each slot: copied from where it is shown, or taken from its template. */
function findSlots(): Map<number, Node[]> {
  const slots = new Map<number, Node[]>();
  for (const node of comments(document.body)) {
    const id = mark(node, "slot");
    if (id === undefined) continue;
    const nodes: Node[] = [];
    let depth = 0;
    for (let next = node.nextSibling; next; next = next.nextSibling) {
      if (mark(next, "slot") !== undefined) depth++;
      else if (isEnd(next, "slot") && depth-- === 0) break;
      nodes.push(next.cloneNode(true));
    }
    slots.set(id, nodes);
  }
  for (const template of document.querySelectorAll<HTMLTemplateElement>("template[id^=slot-]")) {
    slots.set(Number(template.id.slice(5)), [...template.content.childNodes]);
  }
  return slots;
}

function removeSlotMarks(node: Node): void {
  for (const found of [node, ...comments(node)]) {
    if (found instanceof Comment) found.remove();
  }
}

/** A stand-in for the parent element whose children are only the nodes between two comments. */
function fragmentBetween(begin: Comment, end: Comment): Element {
  const parent = begin.parentNode!;
  const fragment = {
    nodeType: 1,
    parentNode: parent,
    ownerDocument: document,
    namespaceURI: (parent as Element).namespaceURI,
    get firstChild() {
      return begin.nextSibling === end ? null : begin.nextSibling;
    },
    get childNodes() {
      const nodes: Node[] = [];
      for (let node = begin.nextSibling; node && node !== end; node = node.nextSibling) nodes.push(node);
      return nodes;
    },
    insertBefore: (node: Node, before: Node | null) => parent.insertBefore(node, before ?? end),
    appendChild: (node: Node) => parent.insertBefore(node, end),
    removeChild: (node: Node) => parent.removeChild(node),
    contains: (node: Node | null) => parent.contains(node),
  };
  return fragment as unknown as Element;
}
