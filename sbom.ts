// deno-lint-ignore-file no-console -- a program for the terminal
/** `deno task sbom > sbom.json`: prints every package of deno.lock as a CycloneDX list. */
import project from "./deno.json" with { type: "json" };
import { billOfMaterials } from "./release/bill_of_materials.ts";
import { readLockfile } from "./release/lockfile.ts";

const locked = readLockfile(await Deno.readTextFile(new URL("deno.lock", import.meta.url)));
console.log(JSON.stringify(billOfMaterials({ version: project.version, ...locked }), undefined, 2));
