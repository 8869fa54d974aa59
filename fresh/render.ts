import {
  type ComponentChildren,
  type ComponentType,
  createContext,
  Fragment,
  type FunctionComponent,
  h,
  isValidElement,
  options,
  type VNode,
} from "preact";
import { useContext } from "preact/hooks";
import { renderToString } from "preact-render-to-string";
import type { BuildCache, IslandRef } from "./build_cache.ts";
import { HeadContext } from "./head.ts";
import { isSignal, serialize } from "./serialize.ts";

/** The nonce of each rendered page, for `csp`. */
const NONCES = new WeakMap<Response, string>();

export function nonceOf(response: Response): string | undefined {
  return NONCES.get(response);
}

/** What one render collects. A render is synchronous, so there is one at a time. */
interface RenderState {
  cache: BuildCache;
  nonce: string;
  islands: { ref: IslandRef; props: Record<string, unknown> }[];
  /** Elements in props: rendered where the island shows them, or else kept in a template. */
  slots: { vnode: ComponentChildren; shown: boolean }[];
  slotIds: Map<object, number>;
  head: ComponentChildren[];
}

let current: RenderState | null = null;
/** True within what an island renders, but not within the elements in its props. */
const InIsland = createContext(false);
/** True while the element of the island itself is made, which must not be wrapped again. */
let unwrapped = false;

const formerVnodeHook = options.vnode;
options.vnode = (vnode) => {
  if (current) prepare(vnode, current);
  formerVnodeHook?.(vnode);
};

function prepare(vnode: VNode, state: RenderState): void {
  const { type } = vnode;
  const props = vnode.props as Record<string, unknown>;
  if (typeof type === "string") {
    // Inline scripts and styles need this page's nonce; external ones are allowed by their origin.
    if ((type === "script" || type === "style") && props["nonce"] === undefined) {
      vnode.props = { ...props, nonce: state.nonce } as unknown as typeof vnode.props;
    }
    return;
  }
  const ref = state.cache.islands.get(type as ComponentType);
  if (!ref || unwrapped) return;
  vnode.type = Island as unknown as FunctionComponent;
  vnode.props = { ref, component: type, props } as unknown as typeof vnode.props;
}

/** A comment that marks where an island or slot begins or ends. */
function comment(text: string): VNode {
  return h(Fragment, { UNSTABLE_comment: text } as Record<string, unknown>);
}

/** Renders an island between two comments, and notes what the browser needs to hydrate it. */
function Island(
  { ref, component, props }: { ref: IslandRef; component: ComponentType; props: Record<string, unknown> },
): ComponentChildren {
  const state = current!;
  const isNested = useContext(InIsland);
  // An island within an island is hydrated with the outer one.
  if (isNested) return bare(component, props);
  const id = state.islands.push({ ref, props }) - 1;
  const own: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(props)) own[key] = isMarkup(value) ? slot(value, state) : value;
  return h(
    Fragment,
    null,
    comment(`island:${id}`),
    h(InIsland.Provider, { value: true }, bare(component, own)),
    comment("/island"),
  );
}

/** The element of the island itself. */
function bare(component: ComponentType, props: Record<string, unknown>): VNode {
  unwrapped = true;
  try {
    return h(component, props);
  } finally {
    unwrapped = false;
  }
}

function isMarkup(value: unknown): value is VNode | VNode[] {
  // Preact lets a signal stand for an element.
  return (isValidElement(value) && !isSignal(value)) || (Array.isArray(value) && value.some(isMarkup));
}

function slot(vnode: object, state: RenderState): ComponentChildren {
  const id = state.slots.push({ vnode: vnode as ComponentChildren, shown: false }) - 1;
  state.slotIds.set(vnode, id);
  return h(Slot, { id });
}

function Slot({ id }: { id: number }): ComponentChildren {
  const entry = current!.slots[id]!;
  entry.shown = true;
  return h(
    Fragment,
    null,
    comment(`slot:${id}`),
    h(InIsland.Provider, { value: false }, entry.vnode),
    comment("/slot"),
  );
}

/**
 * Renders a page: first the page within its layouts, then, as upstream does, the app wrapper around it. `wrapperOf` makes the
 * wrapper's element from the component that stands for the page.
 */
export async function renderPage(
  cache: BuildCache,
  child: ComponentChildren,
  wrapperOf: ((Page: FunctionComponent) => Promise<ComponentChildren | Response>) | null,
  init: ResponseInit,
): Promise<Response> {
  const nonce = crypto.randomUUID().replaceAll("-", "");
  const state: RenderState = { cache, nonce, islands: [], slots: [], slotIds: new Map(), head: [] };
  // A mark stands for the page in the wrapper, and its text takes the mark's place.
  const outer = await wrapperOf?.(() => h(Fragment, { tpl: [PAGE_MARK] } as never));
  if (outer instanceof Response) return outer;
  const headers = new Headers(init.headers);
  headers.set("content-type", "text/html; charset=utf-8");
  const html = within(state, () => {
    const collect = (children: ComponentChildren) => void state.head.push(children);
    const render = (what: ComponentChildren) =>
      renderToString(h(HeadContext.Provider, { value: collect }, what));
    const page = render(child);
    let text = outer === undefined ? documentOf(page) : render(outer).replace(PAGE_MARK, () => page);
    text = insert(text, text.indexOf("</head>"), render(state.head));
    return insert(text, text.lastIndexOf("</body>"), bootScript(state, headers));
  });
  const response = new Response(`<!DOCTYPE html>${html}`, { ...init, headers });
  NONCES.set(response, nonce);
  return response;
}

const PAGE_MARK = "\u0000page\u0000";

/** The whole document of a page without a wrapper. The page may be one itself. */
function documentOf(page: string): string {
  if (/^<html[\s>]/.test(page)) return page;
  return `<html><head><meta charset="utf-8"></head><body>${page}</body></html>`;
}

function insert(html: string, at: number, text: string): string {
  return at < 0 ? html : html.slice(0, at) + text + html.slice(at);
}

function within<Result>(state: RenderState, work: () => Result): Result {
  const former = current;
  current = state;
  try {
    return work();
  } finally {
    current = former;
  }
}

/** The script that hydrates the islands; empty for a page without islands. */
function bootScript({ islands, slots, slotIds, nonce, cache }: RenderState, headers: Headers): string {
  if (islands.length === 0) return "";
  // First, since elements that are not shown yet may contain islands and slots.
  let templates = "";
  for (let id = 0; id < slots.length; id++) {
    const { vnode, shown } = slots[id]!;
    if (!shown) {
      templates += `<template id="slot-${id}">${renderToString(h(Fragment, null, vnode))}</template>`;
    }
  }
  const { islands: chunks } = cache.snapshot;
  const names = [...new Set(islands.map(({ ref }) => ref.name))];
  const used = names.map((name) => {
    const chunk = chunks[name];
    if (!chunk) throw new Error(`Cannot find the island ${name}: it is not in the build`);
    return chunk;
  });
  const [runtime, ...others] = new Set(used.map((files) => files.runtime));
  if (others.length > 0) throw new Error(`Islands that are built apart are in one page: ${names.join(", ")}`);
  const preloads = new Set([runtime, ...used.flatMap(({ chunk, imports }) => [chunk, ...imports])]);
  headers.append("link", [...preloads].map((path) => `<${path}>; rel="modulepreload"`).join(", "));
  const props = serialize(islands.map(({ props }) => props), (value) => {
    const id = slotIds.get(value);
    return id === undefined ? undefined : ["slot", id];
  });
  const imports = used.map(({ chunk }, index) => `import * as i${index} from "${chunk}";`);
  const refs = islands.map(({ ref }) => `[i${names.indexOf(ref.name)},${JSON.stringify(ref.exportName)}]`);
  return `${templates}<script type="application/json" id="island-props" nonce="${nonce}">${props}</script>` +
    `<script type="module" nonce="${nonce}">import{boot}from "${runtime}";` +
    `${imports.join("")}boot([${refs.join(",")}])</script>`;
}
