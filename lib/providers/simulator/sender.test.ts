import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { SendRequest } from "@/lib/providers/sender";
import { type RecordingServer, startRecordingServer } from "../contract/recording-server";
import { CALL, SMS } from "../contract/sender-cases";
import { simulator } from "./index";
import { simulatedSteps } from "./outcome";
import { simulatorSender } from "./sender";

const account = { settings: { secret: "made-up-secret" }, fetch: globalThis.fetch, timeout: 1000 };
/** Any digits will do for the sums; nothing is sent. */
const numbers = Array.from({ length: 4000 }, (_, i) => `+447700900${String(i).padStart(4, "0")}`);
const last = (request: SendRequest) => simulatedSteps(request, "id").at(-1)?.status;

describe("what a number does", () => {
  test("about nine of ten are reached, and always the same ones", () => {
    for (const channel of [SMS, CALL]) {
      const ends = numbers.map((to) => last({ ...channel, to })?.status);
      expect(numbers.map((to) => last({ ...channel, to })?.status)).toEqual(ends);
      const share = (word: string) => ends.filter((end) => end === word).length / ends.length;
      expect(share("delivered")).toBeGreaterThan(0.88);
      expect(share("delivered")).toBeLessThan(0.92);
      expect(share("rejected")).toBeGreaterThan(channel === CALL ? 0.08 : 0.045);
      expect(share("rejected")).toBeLessThan(channel === CALL ? 0.12 : 0.075);
      expect(share("sent")).toBeLessThan(channel === CALL ? 0.001 : 0.055);
    }
  });

  test("statuses come in order, one to four seconds apart", () => {
    for (const to of numbers.slice(0, 500)) {
      const steps = simulatedSteps({ ...CALL, to, confirm: { prompt: "Press 1." } }, "id");
      const gaps = steps.map(({ after }, i) => after - (steps[i - 1]?.after ?? 0));
      expect(gaps.every((gap) => gap >= 1000 && gap <= 4000)).toBe(true);
    }
  });

  test("machines press no key, and who picked up is told only when asked", () => {
    const asked = { ...CALL, detectMachine: true, confirm: { prompt: "Press 1." } };
    const ends = numbers.map((to) => last({ ...asked, to }));
    expect(ends.some((end) => end?.answeredBy === "machine")).toBe(true);
    expect(ends.some((end) => end?.answeredBy === "machine" && end.confirmed)).toBe(false);
    expect(ends.some((end) => end?.confirmed === true)).toBe(true);
    expect(ends.some((end) => end?.confirmed === false)).toBe(true);
    expect(numbers.some((to) => last({ ...CALL, to })?.answeredBy !== undefined)).toBe(false);
  });
});

describe("answers", () => {
  let server: RecordingServer;
  beforeEach(async () => {
    server = await startRecordingServer();
    vi.useFakeTimers({ toFake: ["setTimeout", "Date"] });
  });
  afterEach(async () => {
    vi.useRealTimers();
    await server.close();
  });

  const deliver = (request: SendRequest): SendRequest => ({
    ...request,
    to: numbers.find((to) => last({ ...request, to })?.status === "delivered") as string,
    callbackUrl: `${server.url}/api/webhooks/k3y?attempt=${request.attemptId}`,
  });

  async function pass(milliseconds: number, posts: number): Promise<void> {
    await vi.advanceTimersByTimeAsync(milliseconds);
    await vi.waitUntil(() => server.requests.length >= posts, { timeout: 5000, interval: 5 });
  }

  test("a send is accepted, and its statuses come to its callback address, signed", async () => {
    server.answer = () => ({ status: 200 });
    const request = deliver(SMS);
    expect(await simulatorSender.send(request, account)).toMatchObject({
      kind: "accepted",
      providerMessageId: `sim-${SMS.attemptId}`,
      segments: 1,
    });
    expect(server.requests).toHaveLength(0);
    await pass(6000, 2);
    const words = server.requests.map(({ path, query, headers, body }) => {
      const url = `${server.url}${path}?${query}`;
      const received = { method: "POST", url, headers, body: new TextEncoder().encode(body) } as const;
      expect(url).toBe(request.callbackUrl);
      expect(simulator.verify(received, account.settings, Date.now())).toEqual({ ok: true });
      const [event] = simulator.parseStatuses(received).events;
      expect(event).toMatchObject({ channel: "sms", providerMessageId: `sim-${SMS.attemptId}` });
      return event?.status;
    });
    expect(words.sort()).toEqual(["delivered", "sent"]);
  });

  test("a status that was not taken comes again; one for an address that is gone does not", async () => {
    let turns = 0;
    server.answer = () => ({ status: turns++ === 0 ? 503 : 404 });
    await simulatorSender.send(deliver(SMS), account);
    await pass(2000, 1);
    await pass(5000, 3);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(server.requests).toHaveLength(3);
  });

  test("it can be asked what became of a send of this process, and of no other", async () => {
    server.answer = () => ({ status: 200 });
    const question = { ...deliver(CALL), sent: Date.now() };
    await simulatorSender.send(deliver(CALL), account);
    expect(await simulatorSender.lookUp(question, account)).toMatchObject({
      kind: "found",
      status: "accepted",
    });
    await pass(6000, 2);
    expect(await simulatorSender.lookUp(question, account)).toMatchObject({
      kind: "found",
      status: "delivered",
    });
    expect(await simulatorSender.lookUp({ ...question, attemptId: "other" }, account)).toMatchObject({
      kind: "unknown",
    });
  });

  test("without an address of its own the connection is always right", async () => {
    expect(await simulatorSender.test(account)).toMatchObject({ ok: true });
    expect(await simulatorSender.test({ ...account, settings: {} })).toMatchObject({ ok: false });
  });
});
