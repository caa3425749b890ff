import type { SenderAccount, TestOutcome } from "@/lib/providers/sender";
import { apiBaseOf } from "@/lib/providers/shared/api-base";
import { call } from "@/lib/providers/shared/call";
import { field, path, text } from "@/lib/providers/shared/json";
import { testOutcomeOf } from "@/lib/providers/shared/test-outcome";
import { type Authorization, asAccount, asApplication } from "./access";
import { API_BASE } from "./settings";

/** Every pair of credentials that is filled in, with a list that it may read. */
export async function testAccess(account: SenderAccount): Promise<TestOutcome> {
  const { applicationId, privateKey, apiKey, apiSecret } = account.settings;
  const pairs = [
    ...(privateKey ? [asked(account, asApplication(account), CALLS)] : []),
    ...(apiKey && apiSecret ? [asked(account, asAccount(account), APPLICATIONS)] : []),
  ];
  if (pairs.length === 0)
    return {
      ok: false,
      code: "incomplete",
      cause: applicationId
        ? "The application's private key is missing. Calls need it; SMS can do with API key and secret."
        : "Enter the application ID with its private key, or the API key with its secret.",
    };
  const outcomes = await Promise.all(pairs);
  const wrong = outcomes.find(({ ok }) => !ok);
  if (wrong) return wrong;
  const details = outcomes.flatMap((outcome) => (outcome.ok && outcome.detail) || []);
  return { ok: true, ...(details.length > 0 && { detail: details.join(", ") }) };
}

type List = {
  readonly path: string;
  readonly credentials: string;
  readonly read: (json: unknown, account: SenderAccount) => string | undefined;
};

const CALLS: List = {
  path: "/v1/calls?page_size=1",
  credentials: "the application ID and its private key",
  read: (json) => (Array.isArray(path(json, "_embedded", "calls")) ? "" : undefined),
};

const APPLICATIONS: List = {
  path: "/v2/applications?page_size=100",
  credentials: "the API key and the API secret",
  read: (json, { settings }) => {
    const applications = path(json, "_embedded", "applications");
    if (!Array.isArray(applications)) return undefined;
    const own = applications.find((one) => text(field(one, "id")) === settings.applicationId);
    return text(field(own, "name")) ?? "";
  },
};

async function asked(account: SenderAccount, access: Authorization, list: List): Promise<TestOutcome> {
  if ("missing" in access) return { ok: false, code: "incomplete", cause: access.missing };
  const url = `${apiBaseOf(account.settings, API_BASE)}${list.path}`;
  const headers = { ...access, accept: "application/json" };
  const result = await call(account, { method: "GET", url, headers });
  const read = (json: unknown) => list.read(json, account);
  return testOutcomeOf(result, { name: "Vonage", credentials: list.credentials, read });
}
