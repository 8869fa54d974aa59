import { HttpError, page } from "fresh";
import { EXAMPLES } from "../components/examples.tsx";
import { PageShell } from "../components/PageShell.tsx";
import { LIGHT } from "../components/theme/tokens.ts";
import { define } from "../server/state.ts";

/** The page exists in development only. */
export const handler = define.handlers({
  GET(ctx) {
    if (ctx.config.mode !== "development") throw new HttpError(404);
    return page();
  },
});

/** Every colour, and every component in every state. */
export default define.page(function Design({ state }) {
  const { t, lang } = state;
  return (
    <PageShell t={t} lang={lang} title="Design">
      <h1>Design</h1>
      <section class="flex flex-wrap gap-3" aria-label="Colours">
        {Object.keys(LIGHT).map((token) => (
          <div key={token} class="text-sm">
            <div class={`w-28 h-12 rounded-xl border border-edge bg-${token}`} />
            {token}
          </div>
        ))}
      </section>
      {EXAMPLES.map(({ name, render }) => (
        <section key={name} aria-labelledby={`about-${name}`} data-example={name}>
          <h2 id={`about-${name}`} class="mt-8 mb-4">{name}</h2>
          <div class="examples">{render(t, lang)}</div>
        </section>
      ))}
    </PageShell>
  );
});
