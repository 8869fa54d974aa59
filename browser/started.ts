/** Tells the inline script of `components/ScriptGuard.tsx` that the page's island is running. */
export function markStarted(): void {
  document.documentElement.dataset["started"] = "";
  const stuck = document.getElementById("stuck");
  if (stuck) stuck.hidden = true; // shown when the island was late
}
