import type { ProviderAdapter } from "@/lib/providers/provider";
import { providers } from "@/lib/providers/registry";
import type {
  FallbackChannel,
  LookUpOutcome,
  Sender,
  SendOutcome,
  SendRequest,
} from "@/lib/providers/sender";
import { type SenderId, senders } from "@/lib/providers/senders";
import type { Answer, Recorded, RecordingServer } from "./recording-server";
import { ATTEMPT, accountOf, FROM, type SenderCases, TO } from "./sender-cases";

type Options = { readonly settings?: SenderCases["settings"] | undefined; readonly timeout?: number };

/** One sender in front of the recording server. */
export type Subject = {
  readonly server: RecordingServer;
  readonly sender: Sender;
  readonly adapter: ProviderAdapter;
  /** Answers every request but those that come before a send. */
  answers(answer: Answer): void;
  prelude(request: Recorded): Answer | undefined;
  send(request: SendRequest, options?: Options): Promise<SendOutcome>;
  lookUp(
    question: { channel: FallbackChannel; providerMessageId?: string | undefined; sent: number },
    options: Options,
  ): Promise<LookUpOutcome>;
  /** The requests without those that come before a send. */
  sent(): readonly Recorded[];
  lastSent(): Recorded;
  first(channel: FallbackChannel): SenderCases["sends"][number];
  /** Values that must never be shown. */
  secrets(): readonly string[];
};

export function subjectOf(id: SenderId, cases: SenderCases, server: RecordingServer): Subject {
  const sender: Sender = senders[id];
  const adapter: ProviderAdapter = providers[id];
  const prelude = (request: Recorded) => cases.prelude?.(request);
  const account = ({ settings, timeout }: Options) =>
    accountOf({ ...cases.settings, ...settings }, server.url, timeout);
  const sent = () => server.requests.filter((request) => prelude(request) === undefined);
  return {
    server,
    sender,
    adapter,
    prelude,
    answers: (answer) => {
      server.answer = (request) => prelude(request) ?? answer;
    },
    send: (request, options = {}) => sender.send(request, account(options)),
    lookUp: (question, options) =>
      sender.lookUp({ attemptId: ATTEMPT, to: TO, from: FROM, ...question }, account(options)),
    sent,
    lastSent: () => {
      const last = sent().at(-1);
      if (!last) throw new Error("nothing was sent");
      return last;
    },
    first: (channel) => {
      const found = cases.sends.find(({ request }) => request.channel === channel);
      if (!found) throw new Error(`${id} has no send on ${channel} among its cases`);
      return found;
    },
    secrets: () =>
      adapter.settings.flatMap(({ key, secret }) => {
        const value = secret ? cases.settings[key] : undefined;
        return value === undefined ? [] : [value, JSON.stringify(value).slice(1, -1)];
      }),
  };
}
