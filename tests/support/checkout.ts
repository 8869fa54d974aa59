/** A copy of this checkout in a directory of its own, which is gone afterwards. */
interface CheckoutCopy extends AsyncDisposable {
  root: string;
}

/** Copies all files that Git knows or would add, as they are now. Packages are those of this checkout, by a symbolic link. */
export async function copyCheckout(): Promise<CheckoutCopy> {
  const root = await Deno.makeTempDir({ prefix: "vieraugen-copy-" });
  const deleted = new Set(await listFiles("--deleted"));
  for (const file of await listFiles("--cached", "--others", "--exclude-standard")) {
    if (file === "" || deleted.has(file)) continue;
    await Deno.mkdir(`${root}/${file}`.replace(/\/[^/]*$/, ""), { recursive: true });
    await Deno.copyFile(file, `${root}/${file}`);
  }
  await Deno.symlink(`${Deno.cwd()}/node_modules`, `${root}/node_modules`);
  return { root, [Symbol.asyncDispose]: () => Deno.remove(root, { recursive: true }) };
}

async function listFiles(...options: string[]): Promise<string[]> {
  const { success, stdout } = await new Deno.Command("git", { args: ["ls-files", "-z", ...options] })
    .output();
  if (!success) throw new Error("Cannot list this checkout's files: `git ls-files` failed");
  return new TextDecoder().decode(stdout).split("\0");
}
