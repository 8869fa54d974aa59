/** Where a page's own watch (`components/ScriptGuard.tsx`) sees that its program has come alive. */
export function markStarted(): void {
  document.documentElement.dataset["started"] = "";
  const stuck = document.getElementById("stuck");
  if (stuck) stuck.hidden = true; // it came after all
}
