import assert from "node:assert/strict";
import { existsSync } from "node:fs";

const DOCUMENTS = [
  "README.md",
  "CONTRIBUTING.md",
  "SECURITY.md",
  "CHANGELOG.md",
  "e2ee/README.md",
  ...[...Deno.readDirSync("docs")].filter(({ name }) => name.endsWith(".md")).map(({ name }) =>
    `docs/${name}`
  ),
  ...[...Deno.readDirSync("docs/decisions")].map(({ name }) => `docs/decisions/${name}`),
];

/** Made by the build or by the server. */
const GENERATED = /^(_fresh|data|static\/gen|\.screenshots|node_modules)\//;

Deno.test("documents: every file and folder that they name exists", () => {
  const missing: string[] = [];
  for (const document of DOCUMENTS) {
    for (const path of pathsIn(Deno.readTextFileSync(document))) {
      if (!GENERATED.test(path) && !existsSync(path)) missing.push(`${document}: ${path}`);
    }
  }
  assert.deepEqual(missing, []);
});

Deno.test("documents: every link to a file of the project leads there", () => {
  const missing: string[] = [];
  for (const document of DOCUMENTS) {
    const links = withoutCode(Deno.readTextFileSync(document)).matchAll(/\]\((?!https?:|#)([^)#]+)/g);
    for (const [, link] of links) {
      const path = new URL(link!, `file:///${document}`).pathname.slice(1);
      if (!existsSync(path)) missing.push(`${document}: ${link}`);
    }
  }
  assert.deepEqual(missing, []);
});

/** Paths in backticks that begin with a folder of the project; `tests/a/…` stands for any. */
function pathsIn(text: string): string[] {
  const folders = [...Deno.readDirSync(".")].filter(({ isDirectory, name }) =>
    isDirectory && /^\w/.test(name)
  )
    .map(({ name }) => name);
  return [...withoutCode(text).matchAll(/`([\w.\-/[\]]+)`/g)].map(([, path]) => path!)
    .filter((path) =>
      folders.some((folder) => path.startsWith(`${folder}/`)) && !path.startsWith("tests/a/")
    );
}

/** Without fenced and indented blocks. */
function withoutCode(markdown: string): string {
  return markdown.replace(/^```[\s\S]*?^```/gm, "").replace(/^ {4}.*$/gm, "");
}
