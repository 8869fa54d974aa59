/** What a room needs of the practice's program for its host; guests never load it. */
export { failuresOf, isLocked, openHostRoom, replacedOf } from "./host_room.ts";
export { codeOf } from "./invitation.ts";
export { problemOf } from "./problem.ts";
export { privateStore } from "./vault.ts";
