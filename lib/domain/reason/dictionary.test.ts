import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CHANNELS, type Channel } from "../message/status";
import type { ReasonClass } from "./classes";
import { reasonClassOf, reasonOf } from "./dictionary";

const words = (text: string) => text.trim().split(/\s+/);

describe("classes", () => {
  const expected: Record<ReasonClass, readonly string[]> = {
    unreachable: [
      ...words(
        "meta/whatsapp/131026 360dialog/whatsapp/131026 bird/whatsapp/131026 bird-platform/whatsapp/131026",
      ),
      ...words(
        "messagebird/whatsapp/1013 bird/sms/sms-messagebird:1 messagebird/sms/1 twilio/whatsapp/63003",
      ),
      ...words(
        "twilio/whatsapp/63024 twilio/sms/30005 twilio/sms/30006 twilio/voice/failed:404 vonage/whatsapp/1300",
      ),
      ...words("vonage/sms/1190 infobip/whatsapp/7002 infobip/sms/1 sinch/whatsapp/RECIPIENT_NOT_REACHABLE"),
      ...words("sinch/sms/402 simulator/whatsapp/131026"),
    ],
    capped: words(
      "meta/whatsapp/131049 meta/whatsapp/130472 meta/whatsapp/472 twilio/whatsapp/63049 twilio/whatsapp/63032 infobip/whatsapp/7032",
    ),
    temporary: [
      ...words(
        "meta/whatsapp/130429 meta/whatsapp/131056 meta/whatsapp/131000 bird-platform/sms/unreachable",
      ),
      ...words(
        "bird-platform/voice/no_answer twilio/voice/busy twilio/voice/no-answer vonage/voice/busy:486",
      ),
      ...words("vonage/voice/unanswered:480 infobip/sms/27 infobip/whatsapp/EXPIRED_EXPIRED sinch/sms/404"),
      ...words("sinch/voice/NOANSWER bird/whatsapp/12345"),
    ],
    opted_out: [
      ...words(
        "meta/whatsapp/131050 meta/whatsapp/130403 twilio/sms/21610 twilio/whatsapp/63014 vonage/sms/1240",
      ),
      ...words("infobip/whatsapp/7033 infobip/sms/603 sinch/whatsapp/RECIPIENT_NOT_OPTED_IN"),
      ...words("bird-platform/sms/recipient_opted_out"),
    ],
    sender_fault: [
      ...words(
        "meta/whatsapp/131047 meta/whatsapp/132015 meta/whatsapp/132001 meta/whatsapp/131042 meta/whatsapp/190",
      ),
      ...words(
        "meta/whatsapp/131048 meta/whatsapp/250 messagebird/whatsapp/470 twilio/whatsapp/63016 twilio/sms/30007",
      ),
      ...words(
        "twilio/sms/canceled twilio/voice/canceled vonage/whatsapp/1340 infobip/sms/5492 bird/whatsapp/11042",
      ),
      ...words("infobip/whatsapp/REJECTED_NOT_ENOUGH_CREDITS sinch/whatsapp/OUTSIDE_ALLOWED_SENDING_WINDOW"),
    ],
    unknown: words(
      "meta/whatsapp/999999 meta/whatsapp/135000 vonage/whatsapp/1330 twilio/sms/30008 nobody/sms/1",
    ),
  };
  const rows = Object.entries(expected).flatMap(([name, keys]) => keys.map((key) => ({ key, name })));
  test.each(rows)("$key is $name", ({ key, name }) => {
    const [provider = "", channel = "", code = ""] = key.split("/");
    const known = CHANNELS.find((candidate) => candidate === channel) ?? "whatsapp";
    expect(reasonClassOf(provider, known, code)).toBe(name);
  });

  test("the same code means different things on different channels", () => {
    expect(reasonOf("sinch", "whatsapp", "402").title.en).toBe("Payment problem");
    expect(reasonOf("sinch", "sms", "402").title.en).toBe("Number not in service");
    expect(reasonOf("messagebird", "sms", "131026").class).toBe("unknown");
  });
});

describe("what is not in the dictionary", () => {
  test("keeps the raw code and says so", () => {
    const reason = reasonOf("meta", "whatsapp", "999999");
    expect(reason).toMatchObject({ code: "999999", class: "unknown", title: { en: "Unknown reason" } });
  });
  test("no code is not an unknown code", () => {
    expect(reasonOf("meta", "whatsapp", null)).toMatchObject({
      code: null,
      title: { en: "No reason given" },
    });
    expect(reasonOf("meta", "whatsapp", "")).toMatchObject({ code: "", title: { en: "No reason given" } });
  });
  test("spelling does not matter", () => {
    expect(reasonOf("sinch", "voice", "no-answer")).toMatchObject({
      code: "no-answer",
      title: { en: "No answer" },
    });
    expect(reasonClassOf("sinch", "whatsapp", " rate_limited ")).toBe("temporary");
  });
  test("any strings: a class, both texts, the code as it came, and the same class on the fast path", () => {
    const providers = fc.oneof(
      fc.constantFrom("meta", "bird", "messagebird", "twilio", "vonage", "infobip", "sinch"),
      fc.string(),
    );
    const codes = fc.oneof(
      fc.string(),
      fc.stringMatching(/^[a-z_]{0,9}:?\d{0,8}$/),
      fc.constant("constructor"),
    );
    // Rows of an older version may name a channel that this one does not know.
    const channels = fc.oneof(fc.constantFrom(...CHANNELS), fc.string() as fc.Arbitrary<Channel>);
    fc.assert(
      fc.property(providers, channels, fc.option(codes), (provider, channel, code) => {
        const reason = reasonOf(provider, channel, code);
        expect(reason.code).toBe(code);
        expect(reason.title.en && reason.title.zh).toBeTruthy();
        expect(reasonClassOf(provider, channel, code)).toBe(reason.class);
      }),
      { numRuns: 2_000 },
    );
  });
  test("a very long code is answered at once", () => {
    const started = performance.now();
    expect(reasonClassOf("meta", "whatsapp", "1".repeat(1_000_000))).toBe("unknown");
    expect(performance.now() - started).toBeLessThan(500);
  });
});
