import { describe, expect, test } from "vitest";
import type { AppError } from "@/lib/errors";
import { type Entry, GroupCommit } from "@/lib/ingest/group-commit";
import type { IncomingStatus } from "@/lib/ingest/incoming";

const entry = (id: string, statuses = 1): Entry => ({
  statuses: Array.from({ length: statuses }, () => ({ providerMessageId: id }) as IncomingStatus),
});
const idsOf = (entries: readonly Entry[]) => entries.map(({ statuses }) => statuses[0]?.providerMessageId);

/** A store whose batches end when the test says so. */
function manualStore() {
  const batches: { readonly entries: readonly Entry[]; end(error?: unknown): void }[] = [];
  const store = (entries: readonly Entry[]) =>
    new Promise<void>((resolve, reject) => {
      batches.push({ entries, end: (error) => (error ? reject(error) : resolve()) });
    });
  const batch = async (n: number) => {
    while (!batches[n]) await new Promise((resolve) => setImmediate(resolve));
    return batches[n];
  };
  return { store, batch, count: () => batches.length };
}

const codeOf = (promise: Promise<void>) =>
  promise.then(
    () => "stored",
    (error: AppError) => error.code,
  );

describe("GroupCommit", () => {
  test("what waits during a batch becomes the next batch, and no promise resolves before its commit", async () => {
    const { store, batch, count } = manualStore();
    const group = new GroupCommit({ store });
    const done: string[] = [];
    const add = (id: string) => group.add(entry(id)).then(() => done.push(id));
    const first = add("a");
    const one = await batch(0);
    const rest = Promise.all([add("b"), add("c"), add("d")]);
    expect(count()).toBe(1);
    expect(done).toEqual([]);
    one?.end();
    await first;
    const two = await batch(1);
    expect(idsOf(two?.entries ?? [])).toEqual(["b", "c", "d"]);
    expect(done).toEqual(["a"]);
    two?.end();
    await rest;
    await group.drain();
  });

  test("a second batch goes out beside the first when it is as large, and answers for itself", async () => {
    const { store, batch, count } = manualStore();
    const group = new GroupCommit({ store });
    const done: string[] = [];
    const add = (id: string) => group.add(entry(id)).then(() => done.push(id));
    const all = ["a", "b", "c", "d", "e"].map(add);
    const one = await batch(0);
    const more = ["f", "g", "h", "i"].map(add);
    await new Promise((resolve) => setImmediate(resolve));
    expect(count()).toBe(1);
    more.push(add("j"));
    const two = await batch(1);
    expect(idsOf(two?.entries ?? [])).toEqual(["f", "g", "h", "i", "j"]);
    const rest = ["k", "l", "m", "n", "o"].map(add);
    await new Promise((resolve) => setImmediate(resolve));
    expect(count()).toBe(2);
    two?.end();
    await Promise.all(more);
    expect(done).toEqual(["f", "g", "h", "i", "j"]);
    one?.end();
    await Promise.all(all);
    (await batch(2))?.end();
    await Promise.all(rest);
    await group.drain();
    expect(count()).toBe(3);
  });

  test("a batch holds no more than its limit, but always a whole request", async () => {
    const { store, batch } = manualStore();
    const group = new GroupCommit({ store, maxBatch: 10 });
    const all = Promise.all([
      group.add(entry("big", 25)),
      group.add(entry("x", 6)),
      group.add(entry("y", 6)),
    ]);
    for (const [n, ids] of [["big"], ["x"], ["y"]].entries()) {
      const found = await batch(n);
      expect(idsOf(found?.entries ?? [])).toEqual(ids);
      found?.end();
    }
    await all;
    await group.drain();
  });

  test("a request that the database refuses does not take its neighbours with it", async () => {
    const failures: unknown[] = [];
    const group = new GroupCommit({
      store: async (entries) => {
        if (idsOf(entries).includes("bad")) throw Object.assign(new Error("invalid byte"), { code: "22021" });
      },
      onFailure: (error) => failures.push(error),
    });
    const answers = await Promise.all(["a", "bad", "b"].map((id) => codeOf(group.add(entry(id)))));
    expect(answers).toEqual(["stored", "unavailable", "stored"]);
    expect(failures).toHaveLength(1);
    await group.drain();
  });

  test("a lost database refuses the batch and the next one is tried again", async () => {
    let away = true;
    const group = new GroupCommit({
      store: async () => {
        if (away) throw Object.assign(new Error("gone"), { code: "57P01" });
      },
    });
    expect(await codeOf(group.add(entry("a")))).toBe("unavailable");
    away = false;
    expect(await codeOf(group.add(entry("a")))).toBe("stored");
    await group.drain();
  });

  test("tells the sender to come back when too much waits or it takes too long", async () => {
    const { store, batch } = manualStore();
    const group = new GroupCommit({ store, maxWaiting: 5, patience: 50 });
    const slow = codeOf(group.add(entry("slow")));
    const held = await batch(0);
    const waiting = codeOf(group.add(entry("waiting", 6)));
    expect(await codeOf(group.add(entry("too many")))).toBe("unavailable");
    expect(await Promise.all([slow, waiting])).toEqual(["unavailable", "unavailable"]);
    expect(group.oldestAge()).toBeGreaterThan(0);
    held?.end();
    await group.drain();
    expect(group.oldestAge()).toBe(0);
  });
});
