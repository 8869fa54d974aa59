/** WebCrypto that is under way; a fake clock has to wait for it. */
const underWay = new Set<Promise<unknown>>();
/** Results that wait for their turn, in the order in which the work was begun. */
const results: (() => void)[] = [];
let isSettling = false;
/** Every IV that a key has sealed with. */
const usedIvs = new WeakMap<CryptoKey, Set<string>>();

/** Watches WebCrypto: the clock waits for it, and a key that seals twice with one IV is a defect. */
function watchCrypto(): void {
  const prototype = SubtleCrypto.prototype as unknown as Record<
    string,
    (...given: unknown[]) => Promise<unknown>
  >;
  for (
    const name of ["encrypt", "decrypt", "sign", "verify", "digest", "deriveBits", "deriveKey", "importKey"]
  ) {
    const original = prototype[name]!;
    prototype[name] = function (...given) {
      if (name === "encrypt") countIv(given[1] as CryptoKey, given[0] as AesGcmParams);
      const work = original.apply(this, given);
      underWay.add(work);
      const done = () => underWay.delete(work);
      work.then(done, done);
      if (!isSettling) return work;
      // What is done at once ends in the order in which it was begun, every time.
      const { promise, resolve } = Promise.withResolvers<unknown>();
      results.push(() => resolve(work));
      return promise;
    };
  }
}

/** What must never happen and has happened, in any world since it was last asked. */
let defects: string[] = [];

/** The defects since it was last asked. */
export function takeDefects(): string[] {
  const found = defects;
  defects = [];
  return found;
}

/** Notes a defect: a test that asks for them fails. */
export function noteDefect(text: string): void {
  defects.push(text);
}

function countIv(key: CryptoKey, { iv }: AesGcmParams): void {
  const ivs = usedIvs.get(key) ?? new Set();
  usedIvs.set(key, ivs);
  const text = String(iv);
  if (ivs.has(text)) defects.push(`an IV is used twice under one key: ${text}`);
  ivs.add(text);
}
for (const kind of ["error", "unhandledrejection"] as const) {
  addEventListener(kind, (event) => {
    event.preventDefault();
    const cause: unknown = "reason" in event ? event.reason : event.error;
    defects.push(`nobody caught ${cause instanceof Error ? cause.stack : String(cause)}`);
  });
}
watchCrypto();

/** Waits for promises and for WebCrypto, and for what they bring about. */
export async function settleWithCrypto(): Promise<void> {
  isSettling = true;
  try {
    for (;;) {
      for (let turn = 0; turn < 40; turn++) await Promise.resolve();
      if (underWay.size === 0 && results.length === 0) return;
      await Promise.allSettled(underWay);
      for (const release of results.splice(0)) release();
    }
  } finally {
    isSettling = false;
  }
}
