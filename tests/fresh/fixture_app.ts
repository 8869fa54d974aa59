import { App, csp, staticFiles } from "fresh";
import { Builder } from "fresh/dev";
import type { State } from "./fixture/state.ts";

export const FIXTURE = decodeURIComponent(new URL("./fixture", import.meta.url).pathname);

export type Handler = (request: Request) => Promise<Response>;

let give: ((app: App<State>) => void) | undefined;

/** The fixture's app, built into memory once. */
export async function fixtureApp(): Promise<Handler> {
  give ??= await new Builder<State>({ root: FIXTURE }).build({ snapshot: "memory" });
  const app = new App<State>().use(csp({ useNonce: true })).use(staticFiles()).fsRoutes();
  give(app);
  return app.handler();
}

export async function ask(handler: Handler, path: string, init: RequestInit = {}): Promise<Answer> {
  const response = await handler(new Request(`http://localhost${path}`, init));
  const { status, headers } = response;
  return { status, headers, text: await response.text() };
}

export interface Answer {
  status: number;
  headers: Headers;
  text: string;
}
