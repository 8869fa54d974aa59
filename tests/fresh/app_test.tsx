import assert from "node:assert/strict";
import { App, HttpError, page, type PageProps } from "fresh";
import { type Answer, ask } from "./fixture_app.ts";

type Props = PageProps<unknown, State>;

interface State {
  trail?: string[];
}

function get(app: App<State>, path: string, init?: RequestInit): Promise<Answer> {
  return ask(app.handler(), path, init);
}

const text = (body: string) => () => new Response(body);

Deno.test("App: fixed paths come first, then patterns in the order in which they were added", async () => {
  const app = new App<State>()
    .get("/posts/:id", (ctx) => new Response(`post ${ctx.params["id"]}`))
    .get("/posts/:other", text("never"))
    .get("/posts/featured", text("featured"))
    .get("/posts/:id/notes", (ctx) => new Response(`notes of ${ctx.params["id"]}`))
    .get("/posts/:id/notes/:note?", text("a note"))
    .get("/foo/*", text("foo"));
  assert.equal((await get(app, "/posts/featured")).text, "featured");
  assert.equal((await get(app, "/posts/7%20a")).text, "post 7 a");
  assert.equal((await get(app, "/posts/7/notes")).text, "notes of 7");
  assert.equal((await get(app, "/posts/7/notes/1")).text, "a note");
  assert.equal((await get(app, "/posts/7/other")).status, 404);
  assert.equal((await get(app, "/foo/bar/baz")).text, "foo");
  assert.equal((await get(app, "/posts")).status, 404);
});

Deno.test("App: 405 for a method that a path lacks; HEAD has GET's headers and no body", async () => {
  const app = new App<State>()
    .get("/a", () => new Response("body", { headers: { "x-a": "1" } }))
    .post("/a", text("posted"))
    .all("/b", (ctx) => new Response(ctx.req.method));
  assert.equal((await get(app, "/a", { method: "DELETE" })).status, 405);
  assert.equal((await get(app, "/a", { method: "POST" })).text, "posted");
  const head = await get(app, "/a", { method: "HEAD" });
  assert.deepEqual([head.status, head.headers.get("x-a"), head.text], [200, "1", ""]);
  assert.equal((await get(app, "/b", { method: "PATCH" })).text, "PATCH");
  assert.equal((await get(app, "/a", { method: "OPTIONS" })).status, 204);
});

Deno.test("App: a middleware surrounds what is added after it, below its path", async () => {
  const note = (name: string) => (ctx: { state: State; next(): Promise<Response> }) => {
    (ctx.state.trail ??= []).push(name);
    return ctx.next();
  };
  const trail = (ctx: { state: State }) => new Response(ctx.state.trail?.join() ?? "");
  const app = new App<State>()
    .use(note("1"), note("2"))
    .use("/in", note("in"))
    .get("/in/side", note("own"), trail)
    .get("/inner", trail);
  assert.equal((await get(app, "/in/side")).text, "1,2,in,own");
  assert.equal((await get(app, "/inner")).text, "1,2", "a path is no prefix of a word");
});

Deno.test("App: middlewares also run without a route, and may answer themselves", async () => {
  const app = new App<State>()
    .use(async (ctx) => {
      if (ctx.url.pathname === "/short") return new Response("cut");
      const response = await ctx.next();
      response.headers.set("x-seen", String(ctx.route));
      return response;
    })
    .get("/a/:id", text("a"));
  assert.equal((await get(app, "/short")).text, "cut");
  assert.equal((await get(app, "/a/1")).headers.get("x-seen"), "/a/:id");
  assert.equal((await get(app, "/none")).status, 404);
});

Deno.test("App: lazy routes and middlewares are loaded once, when first needed", async () => {
  let loads = 0;
  const app = new App<State>()
    .use(() => Promise.resolve((ctx: { next(): Promise<Response> }) => ctx.next()))
    .route("/lazy", () => {
      loads++;
      return Promise.resolve({
        handler: (ctx) => page(ctx.req.method),
        component: ({ data }: Props) => <p>{String(data)}</p>,
      });
    });
  const handler = app.handler();
  assert.equal(loads, 0);
  assert.match((await ask(handler, "/lazy")).text, /<p>GET<\/p>/);
  assert.match((await ask(handler, "/lazy", { method: "POST" })).text, /<p>POST<\/p>/);
  assert.equal(loads, 1);
});

Deno.test("App: layouts nest by path within the app wrapper; a layout may skip what surrounds it", async () => {
  const app = new App<State>()
    .appWrapper(({ Component }: Props) => (
      <html>
        <body>
          <Component />
        </body>
      </html>
    ))
    .layout("*", ({ Component }: Props) => (
      <div class="all">
        <Component />
      </div>
    ))
    .layout("/a", ({ Component }: Props) => (
      <div class="a">
        <Component />
      </div>
    ))
    .layout("/b", ({ Component }: Props) => (
      <div class="b">
        <Component />
      </div>
    ), { skipInheritedLayouts: true })
    .layout("/c", ({ Component }: Props) => (
      <div class="c">
        <Component />
      </div>
    ), { skipAppWrapper: true });
  for (const path of ["/x", "/a/x", "/b/x", "/c/x"]) app.get(path, (ctx) => ctx.render(<p>x</p>));
  const body = async (path: string) => (await get(app, path)).text.replace(/^.*<body>|<\/body>.*$/g, "");
  assert.equal(await body("/x"), '<div class="all"><p>x</p></div>');
  assert.equal(await body("/a/x"), '<div class="all"><div class="a"><p>x</p></div></div>');
  assert.equal(await body("/b/x"), '<div class="b"><p>x</p></div>');
  assert.match(
    (await get(app, "/c/x")).text,
    /^<!DOCTYPE html><html><head>.*<div class="all"><div class="c"><p>x/,
  );
});

Deno.test("App: the nearest error page answers for what is thrown, with its status", async () => {
  const fail = (error: unknown) => () => {
    throw error;
  };
  const seen: unknown[] = [];
  const app = new App<State>()
    .onError("*", (ctx) => {
      seen.push(ctx.error);
      return new Response("outer", { status: ctx.error instanceof HttpError ? ctx.error.status : 500 });
    })
    .use(async (ctx) => {
      if (ctx.url.pathname === "/early") throw new HttpError(403);
      return await ctx.next();
    })
    .onError("/in", { component: ({ error }: Props) => <p>inner: {(error as Error).message}</p> })
    .get("/in/fail", fail(new HttpError(410, "gone")))
    .get("/fail", fail(new Error("defect")));
  const inner = await get(app, "/in/fail");
  assert.equal(inner.status, 410);
  assert.match(inner.text, /<p>inner: gone<\/p>/);
  assert.deepEqual(seen, []);
  for (const [path, status] of [["/fail", 500], ["/early", 403], ["/none", 404]] as const) {
    const answer = await get(app, path);
    assert.deepEqual([path, answer.status, answer.text], [path, status, "outer"]);
  }
});

Deno.test("App: without an error page, only the message of an HttpError below 500 is sent", async () => {
  const app = new App<State>()
    .get("/refused", () => {
      throw new HttpError(403, "not for you");
    })
    .get("/short", () => {
      throw new HttpError(404);
    })
    .get("/defect", () => {
      throw new Error("secret");
    });
  assert.deepEqual(
    await get(app, "/refused").then(({ status, text }) => [status, text]),
    [403, "not for you"],
  );
  assert.deepEqual(await get(app, "/short").then(({ status, text }) => [status, text]), [404, "Not Found"]);
  const printed: unknown[] = [];
  const print = globalThis.console.error;
  Object.assign(globalThis.console, { error: (error: unknown) => printed.push(error) });
  try {
    const { status, text } = await get(app, "/defect");
    assert.deepEqual([status, text], [500, "Internal server error"]);
    assert.match(String(printed[0]), /secret/);
  } finally {
    Object.assign(globalThis.console, { error: print });
  }
});

Deno.test("Context: redirects stay on this origin, url has no adjacent slashes, json, params", async () => {
  const app = new App<State>()
    .get("/to", (ctx) => ctx.redirect(ctx.url.searchParams.get("x")!, 303))
    .get("/there", (ctx) => ctx.redirect("/plain"))
    .get("/json", (ctx) => ctx.json({ a: 1 }, { status: 201 }))
    .get("/:one/:two", (ctx) => new Response(ctx.url.pathname));
  const location = async (x: string) => {
    const { status, headers } = await get(app, `/to?x=${encodeURIComponent(x)}`);
    return [status, headers.get("location")];
  };
  assert.deepEqual(await location("/a?b=//c"), [303, "/a?b=//c"]);
  assert.deepEqual(await location("//evil.example/x"), [303, "/evil.example/x"]);
  assert.deepEqual(await location("https://other.example/"), [303, "https://other.example/"]);
  assert.equal((await get(app, "/there")).status, 302);
  assert.equal((await get(app, "//evil.example//x")).text, "/evil.example/x");
  const json = await get(app, "/json");
  assert.deepEqual([json.status, json.text], [201, '{"a":1}']);
});
