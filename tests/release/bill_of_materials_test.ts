import assert from "node:assert/strict";
import project from "../../deno.json" with { type: "json" };
import { billOfMaterials } from "../../release/bill_of_materials.ts";
import { readLockfile } from "../../release/lockfile.ts";

const locked = readLockfile(Deno.readTextFileSync("deno.lock"));
const bill = billOfMaterials({ version: project.version, ...locked });

/** The properties that the schema of CycloneDX 1.6 has for these objects, and those that it asks for. */
const SCHEMA = {
  bom: {
    has: ["bomFormat", "specVersion", "serialNumber", "version", "metadata", "components", "dependencies"],
    needs: ["bomFormat", "specVersion"],
  },
  component: {
    has: ["type", "bom-ref", "group", "name", "version", "hashes", "purl", "licenses"],
    needs: ["type", "name"],
  },
  dependency: { has: ["ref", "dependsOn"], needs: ["ref"] },
} as const;

function conforms(
  object: object,
  { has, needs }: { has: readonly string[]; needs: readonly string[] },
): void {
  const names = Object.keys(object);
  assert.deepEqual(names.filter((name) => !has.includes(name)), []);
  assert.deepEqual(needs.filter((name) => !names.includes(name)), []);
}

Deno.test("billOfMaterials: has the form of CycloneDX 1.6", () => {
  conforms(bill, SCHEMA.bom);
  assert.deepEqual([bill.bomFormat, bill.specVersion, bill.version], ["CycloneDX", "1.6", 1]);
  assert.match(bill.serialNumber, /^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/);
  conforms(bill.metadata.component, SCHEMA.component);
  for (const component of bill.components) {
    conforms(component, SCHEMA.component);
    assert.equal(component.type, "library");
    assert.match(component.purl, /^pkg:npm\/(%40[\w.-]+\/)?[\w.-]+@\d+\.\d+\.\d+[\w.-]*$/);
    for (const { alg, content } of component.hashes) {
      assert.equal(alg, "SHA-512");
      assert.match(content, /^[0-9a-f]{128}$/);
    }
  }
  for (const dependency of bill.dependencies) conforms(dependency, SCHEMA.dependency);
});

Deno.test("billOfMaterials: names every package once, and what it depends on", () => {
  const refs = [bill.metadata.component["bom-ref"], ...bill.components.map((each) => each["bom-ref"])];
  assert.equal(new Set(refs).size, locked.packages.length + 1);
  assert.deepEqual(bill.dependencies.map(({ ref }) => ref).sort(), refs.toSorted());
  for (const { dependsOn } of bill.dependencies) {
    assert.ok(dependsOn.every((ref) => refs.includes(ref)));
    assert.equal(new Set(dependsOn).size, dependsOn.length);
  }
  const preact = bill.components.find(({ name }) => name === "preact");
  assert.ok(preact && bill.dependencies[0]!.dependsOn.includes(preact["bom-ref"]));
});

Deno.test("billOfMaterials: the same packages make the same list, and others another", () => {
  const again = billOfMaterials({ version: project.version, ...locked });
  assert.equal(JSON.stringify(again), JSON.stringify(bill));
  const other = billOfMaterials({
    version: project.version,
    ...locked,
    packages: locked.packages.map((each) => ({ ...each, version: "9.9.9" })),
    direct: [],
  });
  assert.notEqual(other.serialNumber, bill.serialNumber);
});
