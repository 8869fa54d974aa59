import type { Context } from "fresh";
import type { Endpoint, Endpoints, PathOf } from "../wire/endpoints.ts";
import { withOtherMethods } from "./methods.ts";
import type { State } from "./state.ts";

declare const answered: unique symbol;

/** A response of which the type knows status and JSON. */
export type Reply<Status, Answer> = Response & { readonly [answered]: [Status, Answer] };

/** An answer in JSON. */
export function reply<Status extends number, Answer>(
  status: Status,
  answer: NoInfer<Answer>,
  headers: HeadersInit = {},
): Reply<Status, Answer> {
  return Response.json(answer, { status, headers }) as Reply<Status, Answer>;
}

/** An answer that has no body. */
export function noContent(headers: HeadersInit = {}): Reply<204, void> {
  return new Response(null, { status: 204, headers }) as Reply<204, void>;
}

type ReplyTo<E extends Endpoint> = {
  [Status in keyof Endpoints[E] & number]: Reply<Status, Endpoints[E][Status]>;
}[keyof Endpoints[E] & number];

type MethodOf<Path extends string, E = Endpoint> = E extends `${infer Method} ${Path}` ? Method : never;

type Handlers<Path extends string> = {
  [Method in MethodOf<Path>]: Handler<ReplyTo<Extract<Endpoint, `${Method} ${Path}`>>>;
};

/** What a handler gets. */
export type Ctx = Context<State>;

type Handler<Replies> = (ctx: Ctx) => Replies | Promise<Replies>;

/** The handlers of one path of the API: all of its methods, each with the answer that wire/endpoints.ts says. */
export function endpoint<Path extends PathOf<Endpoint>>(
  _path: Path,
  handlers: Handlers<Path>,
): Handlers<Path> {
  return withOtherMethods(handlers);
}
