/** A disk of its own, in memory, that can be full or read-only. Needs the right to mount. */
export interface SmallDisk extends AsyncDisposable {
  directory: string;
  /** Leaves no byte. */
  fill(): Promise<void>;
  /** Takes back what `fill` did. */
  empty(): Promise<void>;
  /** Changes its size, in MiB. */
  resize(mib: number): Promise<void>;
  setReadOnly(): Promise<void>;
}

export async function makeSmallDisk(mib = 64): Promise<SmallDisk> {
  const directory = await Deno.makeTempDir({ prefix: "vieraugen-disk-" });
  await mount("-t", "tmpfs", "-o", `size=${mib}m`, "tmpfs", directory);
  const filler = `${directory}/filler`;
  return {
    directory,
    async fill() {
      // What the disk has no place for is not written.
      await run("dd", "if=/dev/zero", `of=${filler}`, "bs=64k", "status=none").catch(() => {});
      await run("dd", "if=/dev/zero", `of=${filler}`, "bs=1", "oflag=append", "conv=notrunc", "status=none")
        .catch(() => {});
    },
    empty: () => Deno.remove(filler),
    resize: (mib) => mount("-o", `remount,size=${mib}m`, directory),
    setReadOnly: () => mount("-o", "remount,ro", directory),
    async [Symbol.asyncDispose]() {
      // Lazily: a process that was killed may not have let go yet.
      await run("umount", "--lazy", directory);
      await Deno.remove(directory);
    },
  };
}

async function mayMount(): Promise<boolean> {
  try {
    await using _disk = await makeSmallDisk(1);
    return true;
  } catch (error) {
    // deno-lint-ignore no-console -- why tests are skipped
    console.log(`No disk can be mounted here, so tests of full disks are skipped: ${error}`);
    return false;
  }
}

function mount(...args: string[]): Promise<void> {
  return run("mount", ...args);
}

async function run(program: string, ...args: string[]): Promise<void> {
  const { success, stderr } = await new Deno.Command(program, { args }).output();
  if (!success) throw new Error(new TextDecoder().decode(stderr).trim());
}

/** Where nobody may mount, a test says so, and counts as skipped. */
export const MAY_MOUNT = await mayMount();
