import type { de } from "./de/mod.ts";

/** The same tree of texts, every leaf a string. */
type Widen<T> = T extends string ? string
  : T extends readonly (infer Item)[] ? readonly Widen<Item>[]
  : { readonly [Key in keyof T]: Widen<T[Key]> };

/** All texts of one language. German defines the shape: a missing text is a type error. */
export type Catalogue = Widen<typeof de>;
