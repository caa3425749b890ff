import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Answer, type RecordingServer, startRecordingServer } from "../contract/recording-server";
import { accountOf, SMS } from "../contract/sender-cases";
import { sinchSender } from "./sender";

const settings = { projectId: "p", appId: "a", accessKey: "made-up-key", accessSecret: "made-up-secret" };

let server: RecordingServer;
beforeEach(async () => {
  server = await startRecordingServer();
});
afterEach(() => server.close());

const paths = () => server.requests.map(({ path }) => path);
const send = () => sinchSender.send(SMS, accountOf(settings, server.url));

function answers(
  token: Answer,
  sending: (turn: number) => Answer = () => ({ status: 200, body: { message_id: "m" } }),
) {
  let turn = 0;
  server.answer = ({ path }) => (path === "/oauth2/token" ? token : sending(turn++));
}
const token = (seconds = 3599): Answer => ({
  status: 200,
  body: { access_token: "made-up", expires_in: seconds },
});

describe("the Conversation API's token", () => {
  test("is asked for once, with the access key, and used again", async () => {
    answers(token());
    await send();
    await send();
    expect(paths()).toEqual([
      "/oauth2/token",
      "/v1/projects/p/messages:send",
      "/v1/projects/p/messages:send",
    ]);
    const [asked] = server.requests;
    expect(asked?.headers.authorization).toBe(`Basic ${btoa("made-up-key:made-up-secret")}`);
    expect(asked?.headers["content-type"]).toBe("application/x-www-form-urlencoded");
    expect(asked?.body).toBe("grant_type=client_credentials");
  });

  test("is renewed before its end, and when it was withdrawn", async () => {
    answers(token(30));
    await send();
    await send();
    expect(paths().filter((path) => path === "/oauth2/token")).toHaveLength(2);
    server.requests.length = 0;
    answers(token(), (turn) => (turn === 0 ? { status: 401 } : { status: 200, body: { message_id: "m" } }));
    expect(await send()).toMatchObject({ kind: "accepted" });
    expect(paths()).toHaveLength(4);
  });

  test("that is refused again is a refusal, not a loop", async () => {
    answers(token(), () => ({ status: 401 }));
    expect(await send()).toMatchObject({ kind: "refused", code: "unauthorized" });
    expect(paths()).toHaveLength(4);
  });

  test.each<[Answer, object]>([
    [{ status: 401 }, { kind: "refused", code: "unauthorized" }],
    [{ status: 503 }, { kind: "unsent" }],
    [
      { status: 429, headers: { "retry-after": "7" } },
      { kind: "unsent", retryAfter: 7 },
    ],
    ["reset", { kind: "unsent" }],
    [{ status: 200, body: "<html>" }, { kind: "unsent" }],
  ])("without one nothing was sent: %j", async (answer, outcome) => {
    answers(answer);
    expect(await send()).toMatchObject(outcome);
    expect(paths()).toEqual(["/oauth2/token"]);
  });
});

test("one product that is not right makes the connection's test fail, and says which", async () => {
  const both = { servicePlanId: "plan", apiToken: "t", applicationKey: "k", applicationSecret: "c2VjcmV0" };
  server.answer = ({ path }) =>
    path.startsWith("/xms/") ? { status: 200, body: { batches: [] } } : { status: 401 };
  const outcome = await sinchSender.test(accountOf(both, server.url));
  expect(outcome).toEqual({ ok: false, code: "not_accepted", cause: expect.stringMatching(/Voice/) });
  expect(await sinchSender.test(accountOf({}, server.url))).toMatchObject({ ok: false });
});
