import assert from "node:assert/strict";
import { LANGS } from "../../i18n/mod.ts";
import { launchChromium, openPerson } from "../support/chromium.ts";
import { startServer } from "../support/running_server.ts";

/** What a page says of itself, and where it leads. */
interface Outline {
  title: string;
  description: string;
  lang: string;
  viewport: string;
  themes: string[];
  icon: string;
  /** Levels in their order. */
  headings: number[];
  landmarks: string[];
  /** The first link after the name of the site. */
  help: { text: string; order: number };
  ids: string[];
  links: string[];
  /** Pictures without size, which shift the layout when they load. */
  unsized: string[];
  external: string[];
}

Deno.test("site: every page that is linked from another says what it is, leads nowhere wrong, logs no error", async () => {
  await using server = await startServer();
  const browser = await launchChromium();
  try {
    const { context, page, errors } = await openPerson(browser);
    for (const lang of LANGS) {
      await context.addCookies([{ name: "lang", value: lang, url: server.origin }]);
      const outlines = new Map<string, Outline>();
      const toDo = ["/"];
      for (let path = toDo.pop(); path !== undefined; path = toDo.pop()) {
        const response = await page.goto(server.origin + path);
        assert.equal(response?.status(), 200, `${path} in ${lang}`);
        const outline = await page.evaluate(outlineOfPage);
        outlines.set(path, outline);
        for (const link of outline.links) {
          const target = link.split("#")[0]!;
          if (!outlines.has(target) && !toDo.includes(target)) toDo.push(target);
        }
      }
      assert.ok(outlines.size >= 8, [...outlines.keys()].join(" "));
      assertEachIsSound(outlines, lang);
      const broken = [...outlines].flatMap(([path, { links }]) =>
        links.filter((link) => {
          const [target, anchor] = link.split("#");
          return anchor !== undefined && !outlines.get(target!)?.ids.includes(anchor);
        }).map((link) => `${path} → ${link}`)
      );
      assert.deepEqual(broken, [], `anchors in ${lang}`);
    }
    assert.deepEqual(errors, []);
  } finally {
    await browser.close();
  }
});

function assertEachIsSound(outlines: ReadonlyMap<string, Outline>, lang: string): void {
  const titles = [...outlines.values()].map(({ title }) => title);
  assert.equal(new Set(titles).size, titles.length, `Titles tell pages apart: ${titles}`);
  for (const [path, outline] of outlines) {
    const where = `${path} in ${lang}`;
    assert.match(outline.title, /^.{3,50} · Vieraugen$/u, where);
    assert.ok(
      outline.description.length >= 40 && outline.description.length <= 200,
      `${where}: ${outline.description}`,
    );
    assert.equal(outline.lang, lang, where);
    assert.equal(outline.viewport, "width=device-width, initial-scale=1", where);
    assert.equal(outline.themes.length, 2, where);
    assert.match(outline.icon, /\.svg(\?|$)/, where);
    assert.deepEqual(outline.headings.filter((level) => level === 1), [1], `${where}: one h1`);
    assert.equal(outline.headings[0], 1, where);
    outline.headings.reduce((former, level) => {
      assert.ok(level <= former + 1, `${where}: h${level} after h${former}`);
      return level;
    }, 0);
    assert.deepEqual(outline.landmarks, ["HEADER", "MAIN", "FOOTER"], where);
    assert.deepEqual(outline.unsized, [], where);
    assert.deepEqual(outline.external, [], where);
    // WCAG 3.2.6: the same place among the links of every page.
    assert.deepEqual(outline.help, { text: outlines.get("/")!.help.text, order: 2 }, where);
  }
}

/** Runs in the page. */
function outlineOfPage(): Outline {
  const all = <Name extends keyof HTMLElementTagNameMap>(name: Name) => [...document.querySelectorAll(name)];
  const meta = (name: string) => [...document.querySelectorAll<HTMLMetaElement>(`meta[name="${name}"]`)];
  const anchors = all("a").filter((a) => a.getAttribute("href") !== null);
  const inner = anchors.filter((a) => a.origin === location.origin && a.search === "");
  const heard = [...document.querySelectorAll("h1,h2,h3,h4")].filter((heading) =>
    heading.closest("[aria-hidden=true],[hidden]") === null
  );
  const order = anchors.findIndex((a) => a.getAttribute("href") === "/help");
  return {
    title: document.title,
    description: meta("description").map(({ content }) => content).join("|"),
    lang: document.documentElement.lang,
    viewport: meta("viewport").map(({ content }) => content).join("|"),
    themes: meta("theme-color").map(({ content }) => content),
    icon: document.querySelector<HTMLLinkElement>("link[rel=icon]")?.href ?? "",
    headings: heard.map(({ tagName }) => Number(tagName[1])),
    landmarks: [...document.body.children].map(({ tagName }) => tagName)
      .filter((name) => ["HEADER", "MAIN", "FOOTER"].includes(name)),
    help: { text: anchors[order]?.textContent?.trim() ?? "", order },
    ids: [...document.querySelectorAll("[id]")].map(({ id }) => id),
    links: [...new Set(inner.map((a) => a.pathname + a.hash))],
    unsized: all("img").filter((img) => !img.hasAttribute("width") || !img.hasAttribute("height"))
      .map((img) => img.outerHTML),
    external: [
      ...anchors.filter((a) => /^https?:$/.test(a.protocol) && a.origin !== location.origin),
      ...document.querySelectorAll("script[src],link[href],img[src],iframe"),
    ].map((element) => element.getAttribute("src") ?? element.getAttribute("href") ?? "")
      .filter((url) => new URL(url, location.href).origin !== location.origin),
  };
}

Deno.test("site: rooms and the practice are in no search engine, and no robot is sent to the API", async () => {
  await using server = await startServer();
  const robotsOf = async (path: string) => {
    const response = await fetch(server.origin + path);
    await response.body?.cancel();
    return response.headers.get("x-robots-tag");
  };
  for (const path of ["/r/AAAAAAAAAAAAAAAAAAAAAA", "/practice", "/practice/setup", "/api/ice"]) {
    assert.equal(await robotsOf(path), "noindex, nofollow", path);
  }
  for (const path of ["/", "/help", "/faq"]) assert.equal(await robotsOf(path), null, path);
  const robots = await fetch(`${server.origin}/robots.txt`);
  assert.equal(robots.headers.get("content-type"), "text/plain; charset=utf-8");
  assert.match(await robots.text(), /^User-agent: \*\nDisallow: \/api\/$/m);
});
