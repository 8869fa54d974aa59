import { useEffect } from "preact/hooks";

/**
 * As a `ref`: what has just appeared takes the focus, in the same moment. An effect comes after the paint: by then
 * somebody at the keyboard may have gone on, and the focus would be taken from them.
 */
export function takeFocus(element: HTMLElement | null): void {
  element?.focus();
}

/** What a heading stands for, from the inside out. */
const HEADED = "li, section, main";

/**
 * When what had the focus is taken away and nothing claims it, the nearest heading around it gets it. Left alone it
 * would be nowhere: nothing is read out, and the next Tab begins at the top of the page.
 */
export function useKeptFocus(): void {
  useEffect(() => {
    let last: Element | null = null;
    let around: Element[] = [];
    const remember = () => {
      last = document.activeElement;
      around = [];
      for (let place = last; place; place = place.parentElement) {
        if (place.matches(HEADED)) around.push(place);
      }
    };
    const observer = new MutationObserver(() => {
      if (!last || last.isConnected || document.activeElement !== document.body) return;
      last = null;
      const place = around.find((place) => place.isConnected) ?? document;
      const heading = place.querySelector<HTMLElement>("h1, h2, h3") ?? document.querySelector("h1");
      if (!heading) return;
      heading.tabIndex = -1;
      heading.focus();
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
