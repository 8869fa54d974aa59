/**
 * Has a server or a page believe that it is another time: `Date` alone is changed, so timers, lifetimes of cookies and Deno KV's
 * expiry, which count from now, go on as they do. Is put into pages as text.
 */
export function shiftClock(shiftMs: number): void {
  const nowMs = Date.now.bind(Date);
  globalThis.Date = new Proxy(Date, {
    get: (target, name) => name === "now" ? () => nowMs() + shiftMs : Reflect.get(target, name),
    apply: () => String(new Date()),
    construct: (target, args, newTarget) =>
      Reflect.construct(target, args.length > 0 ? args : [nowMs() + shiftMs], newTarget),
  });
}
