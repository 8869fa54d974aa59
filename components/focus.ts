import { useLayoutEffect } from "preact/hooks";

/**
 * As a `ref`: what has just appeared takes the focus, in the same moment. An effect comes after the paint: by then
 * somebody at the keyboard may have gone on, and the focus would be taken from them.
 */
export function takeFocus(element: HTMLElement | null): void {
  if (!element) return;
  if (element.tabIndex < 0) element.tabIndex = -1; // a heading
  element.focus();
}

/** What a heading stands for. */
const HEADED = "li, section, main";

interface Place {
  element: Element;
  /** Of its heading: what has moved to another list is drawn anew, under the same name. */
  headingId: string | undefined;
}

/**
 * When what had the focus is taken away, anywhere in the page, and nothing claims it, the nearest heading around it
 * gets it. Left alone it would be nowhere: nothing is read out, and the next Tab begins at the top of the page.
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

/** From the inside out. */
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
    // Only a page that begins anew is read from its top.
    return heading.focus({ preventScroll: !element.matches("main") });
  }
}
