import assert from "node:assert/strict";
import { computed, type Signal, signal } from "@preact/signals";
import fc from "fast-check";
import { revive } from "../../../fresh/revive.ts";
import { serialize } from "../../../fresh/serialize.ts";
import { anyText } from "../../support/any_text.ts";

const MAKERS = { signal: () => signal<unknown>(undefined), slot: (id: number) => `slot ${id}` };

function sent(value: unknown): unknown {
  return revive(serialize(value), MAKERS);
}

Deno.test("serialize, revive: values come back as they were, also those that JSON lacks", () => {
  const seed = Math.floor(Math.random() * 2 ** 31);
  const leaf = fc.oneof(
    anyText(),
    fc.double(),
    fc.bigInt(),
    fc.boolean(),
    fc.constantFrom(null, undefined, -0, Number.NaN, "</script><!--", "__proto__"),
    fc.date(),
  );
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      leaf,
      fc.array(tie("value")),
      fc.dictionary(fc.oneof(fc.string(), fc.constant("__proto__")), tie("value"), { noNullPrototype: true }),
    ),
  }));
  fc.assert(
    fc.property(value, (sample) => {
      assert.deepStrictEqual(sent(sample), sample, `seed ${seed}`);
      assert.ok(!serialize(sample).includes("<"), `seed ${seed}`);
    }),
    { seed, numRuns: 500 },
  );
});

Deno.test("serialize, revive: 0, -0, the text '-0' and an invalid date are told apart", () => {
  const sample = [0, -0, "-0", -0, 0, new Date(NaN), new Date(0)];
  assert.deepStrictEqual(sent(sample), sample);
});

Deno.test("serialize, revive: shared values stay shared, cycles stay cycles", () => {
  const count = signal(1);
  const shared = { count };
  const [a, b, c] = sent([shared, shared, count]) as [typeof shared, typeof shared, typeof count];
  assert.equal(a, b);
  assert.equal(a.count, c);
  c.value = 5;
  assert.equal(a.count.value, 5);
  const ring: Record<string, unknown> = { name: "ring" };
  ring["self"] = [ring];
  const back = sent(ring) as { self: unknown[] };
  assert.equal(back.self[0], back);
  const inside = signal<unknown>(null);
  inside.value = { inside };
  const signalBack = sent(inside) as Signal<{ inside: unknown }>;
  assert.equal(signalBack.value.inside, signalBack);
  assert.equal((sent(computed(() => 2)) as Signal<number>).value, 2);
});

Deno.test("serialize: rejects functions, symbols and class instances, and names the path to them", () => {
  for (
    const [value, path] of [
      [{ a: [{ onClick: () => 1 }] }, "props.a[0].onClick"],
      [{ a: Symbol("s") }, "props.a"],
      [{ when: { map: new Map() } }, "props.when.map"],
      [[new (class Person {})()], "props[0]"],
      [{ a: signal(() => 1) }, "props.a.value"],
    ] as const
  ) {
    assert.throws(() => serialize(value), (error: unknown) => {
      assert.ok(error instanceof TypeError);
      assert.ok(error.message.includes(`${path} `), error.message);
      return true;
    });
  }
});
