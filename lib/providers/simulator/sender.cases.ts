import { expect } from "vitest";
import type { Settings } from "@/lib/providers/provider";
import { ATTEMPT, CALL, CALLBACK, FROM, type SenderCases, SMS, TO } from "../contract/sender-cases";
import { signedRequest } from "./signature";
import type { SimulatedStatus } from "./wire";

const settings = { secret: "made-up-simulator-secret" };
const ID = `fake-${ATTEMPT}`;
const post = (saved: Settings, status: Partial<SimulatedStatus> & { status: string }) =>
  signedRequest([{ id: ID, recipient: TO, sender: FROM, ...status }], CALLBACK, saved);

export const simulatorCases: SenderCases = {
  settings,
  sends: [
    {
      name: "an SMS",
      request: SMS,
      answer: { status: 200, body: { id: ID, segments: 2, price: { amount: "0.08", currency: "EUR" } } },
      accepted: { providerMessageId: ID, segments: 2, price: { amount: "0.08", currency: "EUR" } },
      check: (request) => {
        expect(`${request.method} ${request.path}`).toBe("POST /messages");
        expect(request.headers.authorization).toBe("Bearer made-up-simulator-secret");
        expect(JSON.parse(request.body)).toEqual(SMS);
      },
    },
    {
      name: "a call",
      request: CALL,
      answer: { status: 200, body: { id: ID } },
      accepted: { providerMessageId: ID },
      check: (request) => {
        expect(`${request.method} ${request.path}`).toBe("POST /calls");
        expect(JSON.parse(request.body)).toEqual(CALL);
      },
    },
  ],
  refusals: [
    {
      channel: "sms",
      answer: { status: 422, body: { error: { code: "insufficient_balance", text: "Top up." } } },
      code: "insufficient_balance",
      class: "sender_fault",
    },
    {
      channel: "voice",
      answer: { status: 400, body: { error: { code: "invalid_destination", text: "No such number." } } },
      code: "invalid_destination",
      class: "unreachable",
    },
  ],
  impossible: [],
  textOf: (request) => JSON.parse(request.body).text,
  spokenOf: (request) => JSON.parse(request.body).script,
  lookUps: [
    {
      name: "an SMS",
      channel: "sms",
      answer: () => ({
        status: 200,
        body: { id: ID, status: "rejected", error: { code: "unreachable", text: "Off." } },
      }),
      outcome: { kind: "found", providerMessageId: ID, status: "rejected", errorCode: "unreachable" },
      check: (request) => expect(request.path).toBe(`/messages/${ATTEMPT}`),
    },
    {
      name: "a call that is not there",
      channel: "voice",
      answer: () => ({ status: 404, body: { error: { code: "not_found" } } }),
      outcome: { kind: "absent" },
    },
  ],
  tests: [{ name: "the gateway answers", answer: () => ({ status: 200, body: {} }), outcome: { ok: true } }],
  callbacks: [
    {
      name: "a delivered SMS, with its price",
      request: (saved) =>
        post(saved, { status: "delivered", channel: "sms", price: { amount: "0.08", currency: "EUR" } }),
      events: [
        {
          channel: "sms",
          providerMessageId: ID,
          status: "delivered",
          price: { amount: "0.08", currency: "EUR" },
        },
      ],
    },
    {
      name: "a call with its key",
      request: (saved) =>
        post(saved, { status: "delivered", channel: "voice", answeredBy: "human", confirmed: true }),
      events: [{ channel: "voice", status: "delivered", answeredBy: "human", confirmed: true }],
    },
  ],
};
