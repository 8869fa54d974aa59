import type { MiddlewareFn } from "fresh";
import { Refusal } from "./errors.ts";
import type { State } from "./state.ts";

const startedAtMs = Date.now();

/**
 * The WebSocket by which the development client of upstream's Fresh notices that the server has started again: it reloads the
 * page when `revision` has grown.
 */
export const answerLiveReload: MiddlewareFn<State> = (ctx) => {
  if (ctx.req.headers.get("upgrade") !== "websocket") throw new Refusal("not_found");
  const { response, socket } = Deno.upgradeWebSocket(ctx.req);
  socket.onopen = () => socket.send(JSON.stringify({ type: "initial-state", revision: startedAtMs }));
  return response;
};
