import { describe, expect, test } from "vitest";
import type { Channel } from "../message/status";
import { reasonOf } from "./dictionary";

const range = (first: number, last: number) =>
  Array.from({ length: last - first + 1 }, (_, i) => String(first + i));
const words = (text: string) => text.trim().split(/\s+/);

/** Every code that the providers document, written out apart from the dictionary. */
const META = [
  ...words("131026 131047 131049 131050 130403 130472 130497 131021 131056 131051 131052 131053 135000"),
  ...words(
    "131042 131031 368 131048 131064 131063 131045 133010 131037 133000 133004 133005 133006 133008 133009",
  ),
  ...words(
    "133015 133016 134011 134100 134101 134102 130429 4 80007 131057 131000 131016 1 2 131005 3 10 0 190",
  ),
  ...words("33 100 131008 131009 131055 2388001 2388293"),
  ...range(200, 299),
  ...words("132000 132001 132005 132007 132012 132015 132016 132018 132068 132069"),
  ...words(
    "470 471 472 1013 1006 1021 1026 1002 1007 1015 429 1014 1025 500 1011 1023 1022 400 1008 1009 1010 1001",
  ),
  ...words("1000 408 410 402 1005 430 431 432 433 2000 2001 2003 2002"),
];
const DOCUMENTED: readonly (readonly [provider: string, channel: Channel, codes: readonly string[]])[] = [
  ...["meta", "360dialog", "bird", "bird-platform", "messagebird", "sinch", "simulator"].map(
    (provider) => [provider, "whatsapp", META] as const,
  ),
  [
    "twilio",
    "whatsapp",
    [
      ...words(
        "63001 63003 63005 63006 63007 63008 63009 63010 63011 63012 63013 63014 63015 63016 63017 63018 63019",
      ),
      ...words(
        "63020 63021 63022 63024 63025 63026 63027 63028 63029 63030 63031 63032 63033 63034 63037 63038 63040",
      ),
      ...words("63041 63042 63049 63051 63062 canceled"),
    ],
  ],
  [
    "twilio",
    "sms",
    [
      ...words(
        "30001 30002 30003 30004 30005 30006 30007 30008 30010 30022 30023 30024 30032 30034 30410 21211 21212",
      ),
      ...words(
        "21603 21604 21606 21214 21217 21215 21216 13225 13227 21408 21608 21219 21610 21611 21612 21614 21635",
      ),
      ...words("21617 21655 21656 20003 20404 20429 13223 13224 11200 11205 11206 canceled"),
    ],
  ],
  [
    "twilio",
    "voice",
    [
      ...words(
        "busy no-answer failed canceled failed:404 failed:484 failed:604 failed:480 failed:408 failed:487",
      ),
      ...words("failed:403 failed:603 failed:500 failed:503"),
    ],
  ],
  [
    "bird",
    "whatsapp",
    words("11001 12001 14001 15001 accounting pre-processing touchpoint contact sending_failed"),
  ],
  ["bird", "sms", words("15005 sms-messagebird:1 accounting:14003 delivery_failed")],
  [
    "bird-platform",
    "whatsapp",
    words(
      "undeliverable service_window_expired rate_limited recipient_suppressed insufficient_balance price_not_found internal_error",
    ),
  ],
  [
    "bird-platform",
    "sms",
    [
      ...words("invalid_destination unreachable landline_unreachable blocked_by_carrier content_rejected"),
      ...words("blocked_by_recipient recipient_opted_out sender_unregistered provider_unavailable"),
      ...words("insufficient_balance unknown"),
    ],
  ],
  ["bird-platform", "voice", words("no_answer busy failed")],
  ["messagebird", "sms", [...words("1 expired delivery_failed"), "unknown subscriber"]],
  ["messagebird", "voice", words("failed busy")],
  [
    "vonage",
    "whatsapp",
    [
      ...words(
        "1000 1010 1020 1021 1130 1150 1022 1030 1100 1331 1040 1050 1060 1070 1080 1140 1090 1120 1160 1170",
      ),
      ...words(
        "1180 1190 1200 1210 1220 1230 1240 1241 1250 1260 1270 1280 1290 1300 1310 1320 1330 1340 1360",
      ),
      ...words("1380 1381 1382"),
    ],
  ],
  [
    "vonage",
    "voice",
    [
      ...words(
        "invalid_number number_out_of_service unavailable carrier_timeout declined restricted cannot_route",
      ),
      ...words("internal_error busy:486 unanswered:480 failed rejected timeout"),
    ],
  ],
  [
    "infobip",
    "sms",
    [
      ...words(
        "0 1 5 6 27 8 31 32 33 256 628 9 11 12 565 568 629 13 569 255 351 352 355 368 375 560 561 562 563 564",
      ),
      ...words(
        "572 592 2053 488 4202 541 542 609 573 603 2050 2052 566 604 607 608 2051 581 3041 4098 4101 811 2048",
      ),
      ...words("4099 433 4100 4103 4104 5492"),
      ...range(500, 509),
      ...range(1024, 1796),
    ],
  ],
  [
    "infobip",
    "whatsapp",
    [
      ...words(
        "7002 7003 7006 7008 7009 7015 7022 7027 7010 7011 7004 7005 7019 7034 7081 7083 7084 7012 7013 7014",
      ),
      ...words("7050 7051 7016 7017 7026 7021 7024 7025 7030 7032 7033 7036 7037 7080 7082 7201"),
      ...words("EXPIRED_EXPIRED REJECTED_NOT_ENOUGH_CREDITS REJECTED_DUPLICATE_MESSAGE_ID REJECTED_DND"),
      ...[23, 12, 17, 6, 8, 52, 51, 10, 14, 11, 13, 19, 20, 18, 87].map((id) => `status:${id}`),
    ],
  ],
  [
    "infobip",
    "voice",
    [
      ...words(
        "5000 5001 10003 10002 10000 5002 10201 5003 10200 10204 5480 5603 10203 5404 5484 10303 10305 5403",
      ),
      ...words("10300 10301 10302 10313 5408 5503 10307 10308 10309 10310 10311 10312"),
    ],
  ],
  [
    "sinch",
    "whatsapp",
    [
      ...words("RECIPIENT_NOT_REACHABLE RECIPIENT_INVALID_CHANNEL_IDENTITY NO_CHANNEL_IDENTITY_FOR_CONTACT"),
      ...words(
        "RECIPIENT_NOT_OPTED_IN OUTSIDE_ALLOWED_SENDING_WINDOW RATE_LIMITED CHANNEL_FAILURE CHANNEL_REJECT",
      ),
      ...words("DELIVERY_REJECTED_DUE_TO_POLICY DELIVERY_TIMED_OUT DELIVERY_REPORT_TIME_OUT MESSAGE_EXPIRED"),
      ...words(
        "TEMPLATE_NOT_FOUND TEMPLATE_INSUFFICIENT_PARAMETERS TEMPLATE_NON_EXISTING_LANGUAGE_OR_VERSION",
      ),
      ...words(
        "MEDIA_TYPE_UNSUPPORTED MEDIA_TOO_LARGE MEDIA_NOT_REACHABLE UNSUPPORTED_OPERATION ATTACHMENT_REJECTED",
      ),
      ...words(
        "MEDIA_TYPE_UNDETERMINED CHANNEL_BAD_CONFIGURATION CHANNEL_CONFIGURATION_MISSING NO_PERMISSION",
      ),
      ...words(
        "UNKNOWN_APP INACTIVE_SENDER NO_CHANNELS_LEFT BAD_REQUEST CONTACT_NOT_FOUND INTERNAL_ERROR UNKNOWN",
      ),
    ],
  ],
  ["sinch", "sms", [...words("0 400 401 402 403 404 405 406 407 408 410 411 412 413"), ...range(414, 418)]],
  ["sinch", "voice", words("BUSY NOANSWER FAILED")],
];

describe("coverage", () => {
  test.each(DOCUMENTED)(
    "%s on %s: every documented code is in the dictionary",
    (provider, channel, codes) => {
      const missing = codes.filter((code) => reasonOf(provider, channel, code).title.en === "Unknown reason");
      expect(missing).toEqual([]);
    },
  );

  test("what costs money or disturbs people is never repeated by itself for an opt-out or our own fault", () => {
    for (const [provider, channel, codes] of DOCUMENTED) {
      for (const code of codes) {
        const reason = reasonOf(provider, channel, code);
        if (reason.class !== "opted_out" && reason.class !== "sender_fault") continue;
        expect(["fall_back_now", "fall_back_and_suppress", "call_instead"], code).not.toContain(
          reason.action,
        );
      }
    }
  });
});
