import type { Catalogue, Lang } from "../i18n/mod.ts";
import type { Block, Section } from "../i18n/text_blocks.ts";
import { fill } from "../i18n/fill.ts";
import { HelpPicture } from "./HelpPicture.tsx";

type Values = Readonly<Record<string, string | number>>;

interface RunningTextProps {
  t: Catalogue;
  lang: Lang;
  sections: readonly Section[];
  /** Values for the `{placeholders}` in the texts. */
  values?: Values;
  /** @default true */
  contents?: boolean;
}

/** Help, FAQ and legal pages: sections with anchors below a table of contents. */
export function RunningText({ t, lang, sections, values = {}, contents = true }: RunningTextProps) {
  return (
    <>
      {contents && (
        <nav aria-label={t.common.contents} class="contents">
          <h2>{t.common.contents}</h2>
          <ol>
            {sections.map(({ id, title }) => (
              <li key={id}>
                <a href={`#${id}`}>{title}</a>
              </li>
            ))}
          </ol>
        </nav>
      )}
      {sections.map(({ id, title, blocks }) => (
        <section key={id} id={id} aria-labelledby={`${id}-title`} class="prose">
          <h2 id={`${id}-title`}>{title}</h2>
          {blocks.map((block, index) => (
            <BlockView key={index} block={block} values={values} t={t} lang={lang} />
          ))}
        </section>
      ))}
    </>
  );
}

interface BlockProps {
  block: Block;
  values: Values;
  t: Catalogue;
  lang: Lang;
}

function BlockView({ block, values, t, lang }: BlockProps) {
  if (typeof block === "string") return <p>{fill(block, values)}</p>;
  if ("sub" in block) return <h3>{block.sub}</h3>;
  if ("picture" in block) return <HelpPicture name={block.picture} alt={block.alt} t={t} lang={lang} />;
  if ("link" in block) {
    return (
      <p>
        <a href={block.link}>{block.text}</a>
      </p>
    );
  }
  if ("steps" in block) return <ol>{block.steps.map((step) => <li key={step}>{fill(step, values)}</li>)}</ol>;
  return <ul>{block.list.map((item) => <li key={item}>{fill(item, values)}</li>)}</ul>;
}
