import fc from "fast-check";

/** Objects like `value`, with one part replaced by any JSON value: what parsers must refuse or survive. */
export function nearly(value: object): fc.Arbitrary<unknown> {
  return fc.tuple(fc.constantFrom(...Object.keys(value)), fc.jsonValue())
    .map(([key, part]) => ({ ...value, [key]: part }));
}
