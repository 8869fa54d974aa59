import assert from "node:assert/strict";
import { BUILT_SCRIPTS, requireBuild } from "./support/build.ts";

/**
 * What has come to the language and its library after the browsers that `dev.ts` names; the bundler puts older syntax in the
 * place of newer one, but adds no built-ins. Source: MDN's compatibility tables.
 */
const TOO_NEW = new RegExp(
  [
    "Promise\\.(?:withResolvers|try)",
    "(?:Array|Map|Object)\\.(?:fromAsync|groupBy)",
    "\\.(?:toSorted|toReversed|toSpliced|findLast|findLastIndex|isWellFormed|toWellFormed|isSubsetOf|isSupersetOf|isDisjointFrom)\\(",
    "\\.(?:symmetricDifference|toBase64|setFromBase64|setFromHex|checkVisibility|showPopover|moveBefore)\\(",
    "AbortSignal\\.(?:any|timeout)|URL\\.(?:canParse|parse)\\(|RegExp\\.escape|Uint8Array\\.fromBase64",
    "Iterator\\.from|\\.(?:values|keys|entries)\\(\\)\\.(?:map|filter|some|every|find|reduce|toArray|take|drop)\\(",
    "Intl\\.(?:Segmenter|DurationFormat)|scheduler\\.yield|\\(\\?<[=!]",
  ].join("|"),
);

Deno.test("dev.ts: what goes to the browser uses nothing newer than the browsers that it is for", () => {
  requireBuild();
  const scripts = [BUILT_SCRIPTS, "static/gen"].flatMap((folder) =>
    [...Deno.readDirSync(folder)].filter(({ name }) => name.endsWith(".js")).map(({ name }) =>
      `${folder}/${name}`
    )
  );
  assert.ok(scripts.length > 20, `${scripts.length} scripts found`);
  const found = scripts.flatMap((file) => {
    const match = TOO_NEW.exec(Deno.readTextFileSync(file));
    return match ? [`${file}: ${match[0]}`] : [];
  });
  assert.deepEqual(found, []);
});
