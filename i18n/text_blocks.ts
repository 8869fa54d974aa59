/** A piece of running text: a paragraph, or one of these. */
export type Block =
  | string
  | { list: readonly string[] }
  | { steps: readonly string[] }
  | { sub: string }
  /** A way to another page of this site. */
  | { link: string; text: string }
  /** A drawing of the product, by name, and what it shows. */
  | { picture: string; alt: string };

/** A part of a help or legal page; its id is its anchor, the same in every language. */
export interface Section {
  id: string;
  title: string;
  blocks: readonly Block[];
}
