import { ROUTE_POLICIES } from "../../server/route_policy.ts";

/** Pages that need neither a practice nor a room, and the sign-in. */
export const PUBLIC_PAGES: readonly string[] = [
  ...Object.keys(ROUTE_POLICIES).filter((route) => ROUTE_POLICIES[route]!.robots === "index"),
  "/practice",
];
