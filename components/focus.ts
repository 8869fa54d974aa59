import type { RefObject } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";

/**
 * A `ref` that focuses an element as soon as it appears. Not an effect: effects run after the paint, when somebody at the
 * keyboard may have moved on and would lose the focus.
 */
export function takeFocus(element: HTMLElement | null): void {
  if (!element) return;
  if (element.tabIndex < 0) element.tabIndex = -1; // a heading
  element.focus();
}

/**
 * A `ref` for a message: scrolls it into view each time it tells something else. On a phone, whoever has pressed a button
 * far below would not see it.
 */
export function useShown(message: unknown): RefObject<HTMLDivElement> {
  const ref = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (message) ref.current?.scrollIntoView({ block: "nearest" });
  }, [message]);
  return ref;
}

/** Elements that a heading can belong to. */
const HEADED = "li, section, main";

interface Place {
  element: Element;
  /** Id of the heading: an item that moved to another list is rendered anew with the same id. */
  headingId: string | undefined;
}

/**
 * Moves the focus to the nearest heading when the focused element is removed and nothing else claims the focus. Without
 * this, screen readers fall silent and the next Tab starts at the top of the page.
 */
export function useKeptFocus(): void {
  useLayoutEffect(() => {
    let last: HTMLElement | null = null;
    let around: Place[] = [];
    const remember = () => {
      last = document.activeElement as HTMLElement | null;
      around = placesAround(last);
    };
    const observer = new MutationObserver((records) => {
      if (!last || document.activeElement !== document.body) return;
      if (!last.isConnected) {
        last = null;
        giveFocusBack(around);
      } else if (records.some(({ addedNodes }) => [...addedNodes].some((node) => node.contains(last)))) {
        last.focus({ preventScroll: true }); // a list in a new order: taken out and put in again
      }
    });
    remember();
    observer.observe(document.body, { childList: true, subtree: true });
    addEventListener("focusin", remember);
    return () => {
      observer.disconnect();
      removeEventListener("focusin", remember);
    };
  }, []);
}

/** From the innermost outwards. */
function placesAround(element: Element | null): Place[] {
  const places: Place[] = [];
  for (let at = element?.closest(HEADED); at; at = at.parentElement?.closest(HEADED)) {
    places.push({ element: at, headingId: headingOf(at)?.id });
  }
  return places;
}

function headingOf(element: Element): HTMLElement | null {
  return element.querySelector("h1, h2, h3");
}

function giveFocusBack(around: readonly Place[]): void {
  for (const { element, headingId } of around) {
    const heading = element.isConnected
      ? headingOf(element)
      : headingId
      ? document.getElementById(headingId)
      : null;
    if (!heading) continue;
    heading.tabIndex = -1;
    // Scroll to the top only if nothing but the page's own heading is left.
    return heading.focus({ preventScroll: !element.matches("main") });
  }
}
