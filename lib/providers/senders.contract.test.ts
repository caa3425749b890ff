import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { reasonOf } from "@/lib/domain/reason/dictionary";
import { type Answer, refusingAddress, startRecordingServer } from "./contract/recording-server";
import { senderCases } from "./contract/sender-case-list";
import { accountOf, CALL, SMS } from "./contract/sender-cases";
import { type Subject, subjectOf } from "./contract/sender-subject";
import { type SendRequest, TEST_PROBLEMS } from "./sender";
import { type SenderId, senders } from "./senders";
import { speakable } from "./shared/speech";

const GARBAGE = ["", "<html>502</html>", "null", "[]", "{}", '"ok"', '{"sid":', "x".repeat(400_000)];

describe.each(Object.keys(senders) as SenderId[])("%s", (id) => {
  const cases = senderCases[id];
  let subject: Subject;

  beforeEach(async () => {
    subject = subjectOf(id, cases, await startRecordingServer());
  });
  afterEach(() => subject.server.close());

  describe("requests", () => {
    test.each(cases.sends)("$name", async ({ request, settings, answer, accepted, check }) => {
      subject.answers(answer);
      const outcome = await subject.send(request, { settings });
      expect(outcome).toEqual({ kind: "accepted", ...accepted, answer: expect.any(String) });
      expect(subject.sent()).toHaveLength(1);
      check(subject.lastSent());
    });

    test.each(cases.impossible)("refuses before sending: $name", async ({ request, text }) => {
      expect(await subject.send(request)).toMatchObject({
        kind: "refused",
        text: expect.stringMatching(text),
      });
      expect(subject.server.requests).toHaveLength(0);
    });

    test.each(channelsOf(id))("an account without its settings sends nothing: %s", async (channel) => {
      const account = accountOf({}, subject.server.url);
      const outcome = await subject.sender.send(channel === "sms" ? SMS : CALL, account);
      expect(outcome).toMatchObject({ kind: "refused" });
      if (outcome.kind === "refused")
        expect(reasonOf(id, channel, outcome.code ?? null).class).toBe("sender_fault");
      expect(subject.server.requests).toHaveLength(0);
    });
  });

  describe("what it can do", () => {
    const { can } = senders[id];
    const key = { ...CALL, confirm: { prompt: "Press 1." } };
    const abilities: readonly [string, SendRequest, boolean][] = [
      ["calls", CALL, can.calls !== null],
      ["a key to press", key, can.calls?.pressToConfirm ?? false],
      ["detection of machines", { ...CALL, detectMachine: true }, can.calls?.detectsMachines ?? false],
      ["a validity", { ...SMS, validityMinutes: 60 }, can.validity],
    ];

    test("its channels", () => {
      expect(channelsOf(id).includes("voice" as never)).toBe(can.calls !== null);
    });

    test.each(abilities)("%s: is sent, or refused before anything leaves", async (_, request, able) => {
      if (able) subject.answers(subject.first(request.channel).answer);
      const outcome = await subject.send(request);
      expect(outcome).toMatchObject(able ? { kind: "accepted" } : { kind: "refused", code: "not_supported" });
      expect(subject.sent()).toHaveLength(able ? 1 : 0);
    });
  });

  describe.each(channelsOf(id))("outcomes: %s", (channel) => {
    const request = () => subject.first(channel).request;

    test.each([500, 502, 503, 504, 408])("%i may have been sent", async (status) => {
      subject.answers({ status, body: "<html>", headers: { "retry-after": "1" } });
      expect(await subject.send(request())).toMatchObject({ kind: "unknown" });
      expect(subject.sent()).toHaveLength(1);
    });

    test.each(["reset", "cut"] as const)("a connection that breaks may have sent: %s", async (fault) => {
      subject.answers(fault);
      expect(await subject.send(request())).toMatchObject({ kind: "unknown" });
      expect(subject.sent()).toHaveLength(1);
    });

    test("a time-out may have been sent", async () => {
      subject.answers("silence");
      const outcome = await subject.send(request(), { timeout: 250 });
      expect(outcome).toMatchObject({ kind: "unknown", why: expect.stringMatching(/in time/) });
      expect(subject.sent()).toHaveLength(1);
    });

    test.each(GARBAGE)("a 200 that can't be read may have been sent: %.20s", async (body) => {
      subject.answers({ status: 200, body });
      expect(await subject.send(request())).toMatchObject({ kind: "unknown" });
    });

    test("429 was not sent, and waits as long as the provider says", async () => {
      subject.answers({ status: 429, headers: { "retry-after": "30" }, body: { message: "slow down" } });
      expect(await subject.send(request())).toMatchObject({ kind: "unsent", retryAfter: 30 });
      subject.answers({ status: 429 });
      expect(await subject.send(request())).toMatchObject({ kind: "unsent", retryAfter: undefined });
      expect(subject.sent()).toHaveLength(2);
    });

    test("a refused connection was not sent", async () => {
      const account = accountOf({ ...cases.settings }, await refusingAddress());
      expect(await subject.sender.send(request(), account)).toMatchObject({ kind: "unsent" });
    });

    test("a redirect is not followed", async () => {
      subject.answers({ status: 307, headers: { location: `${subject.server.url}/elsewhere` } });
      expect(await subject.send(request())).toMatchObject({ kind: "refused", text: /base address/ });
      expect(subject.sent()).toHaveLength(1);
    });

    test("what is kept of an answer holds no secret and no number", async () => {
      for (const status of [200, 201, 202, 400, 500]) {
        const echo = (received: { headers: object; body: string }) => ({
          status,
          body: { message: JSON.stringify(received), detail: received.body, settings: cases.settings },
        });
        subject.server.answer = (received) => subject.prelude(received) ?? echo(received);
        expectNoSecret(JSON.stringify(await subject.send(request())), subject.secrets());
      }
    });
  });

  describe("refusals", () => {
    test.each(cases.refusals)("$channel: $code", async ({ channel, answer, code, class: expected }) => {
      subject.answers(answer);
      const outcome = await subject.send(subject.first(channel).request);
      expect(outcome).toMatchObject({ kind: "refused", code, text: expect.stringMatching(/\S/) });
      expect(reasonOf(id, channel, code).class).toBe(expected);
      expectNoSecret(JSON.stringify(outcome), subject.secrets());
    });
  });

  describe("any script", () => {
    const anything = fc.oneof(
      fc.string({ unit: "binary", minLength: 1, maxLength: 60 }),
      fc.string({ unit: fc.constantFrom(..."<>&\"'+%\r\n\t\\ 1aé好👋"), minLength: 1, maxLength: 60 }),
      fc
        .array(fc.integer({ min: 0, max: 0xffff }), { minLength: 1, maxLength: 20 })
        .map((units) => String.fromCharCode(...units)),
    );

    test.runIf(senders[id].channels.includes("sms"))("of an SMS arrives as it was written", async () => {
      const { request, answer } = subject.first("sms");
      subject.answers(answer);
      await fc.assert(
        fc.asyncProperty(anything, async (text) => {
          await subject.send({ ...request, text } as typeof SMS);
          expect(cases.textOf(subject.lastSent())).toBe(text.toWellFormed());
        }),
        { numRuns: 150 },
      );
    });

    test.runIf(cases.spokenOf)("of a call is spoken as it was written", async () => {
      const { request, answer } = subject.first("voice");
      subject.answers(answer);
      await fc.assert(
        fc.asyncProperty(anything, async (script) => {
          await subject.send({ ...request, script } as typeof CALL);
          expect(cases.spokenOf?.(subject.lastSent())).toBe(speakable(script));
        }),
        { numRuns: 150 },
      );
    });
  });

  describe("look-up", () => {
    test.each(cases.lookUps)(
      "$name",
      async ({ channel, providerMessageId, age, settings, answer, outcome, check }) => {
        const sent = Date.now() - (age ?? 60_000);
        subject.answers(answer(sent));
        expect(await subject.lookUp({ channel, providerMessageId, sent }, { settings })).toMatchObject(
          outcome,
        );
        check?.(subject.lastSent());
      },
    );

    const faults: Answer[] = [
      { status: 500 },
      { status: 429 },
      { status: 401 },
      { status: 404 },
      "reset",
      "cut",
    ];
    test.each(faults)("stays open when the provider does not tell: %j", async (fault) => {
      for (const { channel, providerMessageId } of cases.lookUps) {
        subject.answers(fault);
        const outcome = await subject.lookUp({ channel, providerMessageId, sent: Date.now() - 600_000 }, {});
        expect(outcome).toMatchObject({ kind: "unknown", why: expect.stringMatching(/\S/) });
      }
    });

    test("stays open when the answer can't be read", async () => {
      for (const body of GARBAGE) {
        subject.answers({ status: 200, body });
        for (const { channel, providerMessageId } of cases.lookUps) {
          const outcome = await subject.lookUp(
            { channel, providerMessageId, sent: Date.now() - 600_000 },
            {},
          );
          expect(outcome.kind).toBe("unknown");
        }
      }
    });
  });

  describe("test of the connection", () => {
    test.each(cases.tests)("$name", async ({ settings, answer, outcome }) => {
      subject.server.answer = (received) => subject.prelude(received) ?? answer(received);
      const account = accountOf({ ...cases.settings, ...settings }, subject.server.url);
      expect(await subject.sender.test(account)).toEqual(outcome);
      expect(subject.server.requests.every(({ method }) => method === "GET" || method === "POST")).toBe(true);
    });

    const wrong: Answer[] = [{ status: 401 }, { status: 500 }, { status: 429 }, { status: 302 }, "reset"];
    test.each([...wrong, { status: 200, body: "<html>hello</html>" }])(
      "says what is wrong: %j",
      async (fault) => {
        subject.server.answer = () => fault;
        const outcome = await subject.sender.test(accountOf(cases.settings, subject.server.url));
        expect(outcome).toMatchObject({
          ok: false,
          code: expect.toBeOneOf([...TEST_PROBLEMS]),
          cause: expect.stringMatching(/^\S.+\.$/),
        });
        expectNoSecret(JSON.stringify(outcome), subject.secrets());
      },
    );
  });

  describe("callbacks of our own sends", () => {
    test.each(cases.callbacks)("$name", ({ request, events }) => {
      const received = request(cases.settings);
      const { adapter } = subject;
      expect(adapter.verify(received, cases.settings, Date.now())).toEqual({ ok: true });
      const parsed = adapter.parseStatuses(received).events;
      expect(parsed).toHaveLength(events.length);
      expect(parsed).toMatchObject(events);
    });
  });
});

function channelsOf(id: SenderId) {
  return senders[id].channels;
}

function expectNoSecret(shown: string, secrets: readonly string[]): void {
  for (const secret of secrets) expect(shown).not.toContain(secret);
  expect(shown).not.toContain("447700900123");
}
