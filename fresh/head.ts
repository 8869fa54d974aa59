import { type ComponentChildren, createContext, Fragment, h, type VNode } from "preact";
import { useContext } from "preact/hooks";

/** Collects, during a render on the server, the contents of the head. */
export const HeadContext = createContext<((children: ComponentChildren) => void) | null>(null);

/** Puts its children into the page's head, on the server only: an island sets `document.title` itself. */
export function Head({ children }: { children?: ComponentChildren }): VNode | null {
  const add = useContext(HeadContext);
  add?.(h(Fragment, null, children));
  return null;
}
