import { expect, test } from "vitest";
import { Gate, hostOf } from "@/lib/flows/engine/gate";

const LATER = Number.POSITIVE_INFINITY;
const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

/** Work that notes when it begins and ends when it is told to. */
function works(gate: Gate) {
  const begun: string[] = [];
  const ends: (() => void)[] = [];
  const start = (host: string, name = host, until = LATER): Promise<string | null> =>
    gate.run(host, until, async () => {
      begun.push(name);
      await new Promise<void>((end) => ends.push(end));
      return name;
    });
  return { begun, start, endOne: () => ends.shift()?.() };
}

test("a slow host takes its share of the places, and others go on at once", async () => {
  const { begun, start } = works(new Gate({ altogether: 6, toAHost: 3 }));
  for (let i = 0; i < 10; i++) void start("slow");
  for (const host of ["a", "b", "c"]) void start(host);
  await turn();
  expect(begun).toEqual(["slow", "slow", "slow", "a", "b", "c"]);
});

test("all together never have more than there are places, and a free one goes to whom has fewest", async () => {
  const { begun, start, endOne } = works(new Gate({ altogether: 4, toAHost: 2 }));
  for (const host of ["a", "a", "b", "b", "a", "b", "c", "d"]) void start(host);
  await turn();
  expect(begun).toEqual(["a", "a", "b", "b"]);
  endOne(); // one of a's: neither c nor d has any, and c has waited longer
  await turn();
  expect(begun.slice(4)).toEqual(["c"]);
  endOne(); // the other: now a has none either, and has waited longest
  await turn();
  expect(begun.slice(4)).toEqual(["c", "a"]);
  for (let left = 6; left > 0; left--) {
    endOne();
    await turn();
  }
  expect(begun.slice(6).toSorted()).toEqual(["b", "d"]);
});

test("whose turn comes too late, or never, is given back, and the next goes", async () => {
  const gate = new Gate({ altogether: 1, toAHost: 1 });
  const { begun, start, endOne } = works(gate);
  const first = start("a", "first");
  const late = start("a", "late", performance.now() - 1);
  const next = start("a", "next");
  const never = start("a", "never");
  await turn();
  endOne();
  expect(await Promise.all([first, late])).toEqual(["first", null]);
  gate.close();
  expect(await never).toBeNull();
  endOne();
  expect(await next).toBe("next");
  expect(begun).toEqual(["first", "next"]);
  expect(await gate.run("b", LATER, async () => "more")).toBeNull();
});

test("a host is that of the address, with its port", () => {
  expect(hostOf("https://example.com:8443/x?y")).toBe("example.com:8443");
  expect(hostOf("no address")).toBe("");
});
