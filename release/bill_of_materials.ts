import { createHash } from "node:crypto";
import { Buffer } from "node:buffer";
import type { LockedPackage } from "./lockfile.ts";

interface Project {
  version: string;
  packages: readonly LockedPackage[];
  /** Keys of the packages that the project names itself. */
  direct: readonly string[];
}

/**
 * The list of everything that the program is made of. The same packages give the same list: it has no time, and its serial
 * number is a hash.
 * Source: CycloneDX 1.6 (ECMA-424), JSON; package URL (ECMA-427), type npm.
 */
export function billOfMaterials({ version, packages, direct }: Project) {
  const purls = new Map(packages.map((each) => [each.key, purlOf(each)]));
  const self = `pkg:generic/vieraugen@${version}`;
  const components = packages.map(({ key, name, version, integrity }) => {
    const [, group, plain] = /^(?:(@[^/]+)\/)?(.+)$/.exec(name)!;
    return {
      type: "library",
      "bom-ref": purls.get(key)!,
      ...group === undefined ? {} : { group },
      name: plain!,
      version,
      hashes: [{ alg: "SHA-512", content: hexOf(integrity) }],
      purl: purls.get(key)!.replace(/\?.*$/, ""),
    };
  });
  const dependencies = [
    { ref: self, dependsOn: direct.map((key) => purls.get(key)!) },
    ...packages.map(({ key, dependsOn }) => ({
      ref: purls.get(key)!,
      dependsOn: dependsOn.map((other) => purls.get(other)!),
    })),
  ];
  return {
    bomFormat: "CycloneDX",
    specVersion: "1.6",
    serialNumber: `urn:uuid:${uuidOf(JSON.stringify([version, components, dependencies]))}`,
    version: 1,
    metadata: {
      component: {
        type: "application",
        "bom-ref": self,
        name: "vieraugen",
        version,
        licenses: [{ license: { id: "AGPL-3.0-or-later" } }],
      },
    },
    components,
    dependencies,
  };
}

function purlOf({ name, version, key }: LockedPackage): string {
  const peers = key.slice(`${name}@${version}`.length);
  const purl = `pkg:npm/${name.replace("@", "%40")}@${version}`;
  return peers === "" ? purl : `${purl}?peers=${encodeURIComponent(peers)}`;
}

function hexOf(integrity: string): string {
  const base64 = /^sha512-(.+)$/.exec(integrity)?.[1];
  if (base64 === undefined) throw new Error(`Cannot read the hash "${integrity}"`);
  return Buffer.from(base64, "base64").toString("hex");
}

/** A UUID made of a hash. Source: RFC 9562, section 5.8 (version 8). */
function uuidOf(text: string): string {
  const bytes = createHash("sha256").update(text).digest().subarray(0, 16);
  bytes[6] = 0x80 | bytes[6]! & 0x0f;
  bytes[8] = 0x80 | bytes[8]! & 0x3f;
  return bytes.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}
