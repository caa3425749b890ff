import type { Sender } from "@/lib/providers/sender";
import { notConfigured } from "@/lib/providers/shared/answer";
import { appOf, sendMessage, testApp } from "./conversation-api";
import { lookUpBatch, planOf, sendBatch, testPlan } from "./sms-api";
import { applicationOf, lookUpCallout, sendCallout, testApplication } from "./voice-api";

/**
 * Sinch: SMS by the SMS API where a service plan is saved, else by the Conversation API; calls by the Voice
 * API. None takes an idempotency key; the attempt's id travels as reference, metadata or custom data.
 */
export const sinchSender: Sender = {
  channels: ["sms", "voice"],
  can: { validity: true, calls: { pressToConfirm: true, detectsMachines: false } },

  async send(request, account) {
    if (request.channel === "voice") {
      const application = applicationOf(account);
      return application ? sendCallout(request, application, account) : notConfigured(NO_APPLICATION);
    }
    const plan = planOf(account);
    if (plan) return sendBatch(request, plan, account);
    const app = appOf(account);
    return app ? sendMessage(request, app, account) : notConfigured(NO_SMS);
  },

  async lookUp(request, account) {
    if (request.channel === "voice") {
      const application = applicationOf(account);
      if (!application) return { kind: "unknown", why: NO_APPLICATION };
      return lookUpCallout(request.providerMessageId, application, account);
    }
    const plan = planOf(account);
    if (plan) return lookUpBatch(request, plan, account);
    return {
      kind: "unknown",
      why: "Sinch's Conversation API can't be asked for a message by our reference.",
    };
  },

  async test(account) {
    const plan = planOf(account);
    const app = appOf(account);
    const application = applicationOf(account);
    const tests = [
      plan && (() => testPlan(plan, account)),
      !plan && app && (() => testApp(app, account)),
      application && (() => testApplication(application, account)),
    ].filter((test) => typeof test === "function");
    if (tests.length === 0) return { ok: false, code: "incomplete", cause: `${NO_SMS} ${NO_APPLICATION}` };
    const outcomes = await Promise.all(tests.map((test) => test()));
    return outcomes.find((outcome) => !outcome.ok) ?? (outcomes[0] as (typeof outcomes)[number]);
  },
};

const NO_SMS =
  "No SMS service plan with its token and no Conversation app with its access key are saved in this connection.";
const NO_APPLICATION = "No voice application with its secret is saved in this connection.";
