import "server-only";
import { connectionForSending } from "@/lib/connections/sending";
import { SENDS_NOTHING } from "@/lib/domain/channel/capability";
import { MAX_SEGMENTS } from "@/lib/domain/channel/sms";
import { MAX_SCRIPT_CHARACTERS } from "@/lib/domain/channel/voice";
import {
  lengthFaults,
  type SendingCause,
  senderFaults,
  sendingFaults,
} from "@/lib/domain/fallback/check-sending";
import { mayFallBack, type Rule, type Step } from "@/lib/domain/fallback/rule";
import { parseTemplate, type TemplateProblem } from "@/lib/domain/fallback/template";
import type { WorkspaceId } from "@/lib/domain/ids";
import type { FieldProblem } from "@/lib/errors";
import { senderOf } from "@/lib/providers/senders";

const TEMPLATE: Readonly<Record<TemplateProblem["cause"], string>> = {
  blank: "Write a text; this holds nothing but blanks.",
  unclosed: "A “{{” has no “}}” behind it. Write a variable as {{name}}.",
  unopened: "A “}}” has no “{{” before it. Write a variable as {{name}}.",
  braces: "Use exactly two braces on each side of a variable, as in {{name}}.",
  empty: "There is no name between the braces. Write a variable as {{name}}.",
  name: "A variable is a name of letters and digits, as in {{name}}; nothing is calculated.",
  fallback: "Use one “|” at most: {{name|friend}} says “friend” where the name is missing.",
};

const MESSAGE: Readonly<Record<SendingCause, string>> = {
  sender_empty: "Enter the number or name that the SMS comes from.",
  sender_number: "This is not a complete number. Write it with its country, like +12025550100.",
  sender_digits:
    "Write a number with “+” and its country, like +12025550100; a short code has 3 to 8 digits.",
  sender_too_long: "A name has at most 11 characters.",
  sender_characters: "A name is made of the letters A to Z, digits, blanks and simple signs.",
  sender_no_letter: "A name needs at least one letter.",
  sender_no_name: "A call comes from a number, like +12025550100, not from a name.",
  too_many_segments: `This is longer than ${MAX_SEGMENTS} segments, which networks cut or drop. Shorten it.`,
  script_too_long: `Use at most ${MAX_SCRIPT_CHARACTERS} characters: not every provider speaks more.`,
  connection_no_sms: "This connection can't send SMS. Choose another one.",
  connection_no_voice: "This connection can't make calls. Choose another one.",
  connection_no_validity:
    "This connection can't limit how long an SMS is tried. Leave it empty, or choose another one.",
  connection_no_key:
    "Calls by this connection can't take a key. Leave “press 1” out, or choose another connection.",
  connection_no_machine:
    "Calls by this connection can't tell a person from an answering machine. Count a machine as reached, count only a pressed key, or choose another connection.",
};

/** What the schema can't know: whether the parts of a rule fit together and can be sent from here. */
export async function checkRule(workspaceId: WorkspaceId, rule: Rule): Promise<FieldProblem[]> {
  const steps = await Promise.all(rule.steps.map((step, i) => checkStep(workspaceId, step, `steps.${i}`)));
  return [...checkFrame(rule), ...steps.flat()].map((problem) => ({
    ...problem,
    path: `definition.${problem.path}`,
  }));
}

function* checkFrame({ trigger, limits }: Rule): Generator<FieldProblem> {
  if (trigger.on === "rejected" && !trigger.classes.every(mayFallBack))
    yield {
      path: "trigger.classes",
      code: "never_class",
      message:
        "People who opted out, and faults of your own account, never lead to a fallback. Leave those reasons out.",
    };
  if (limits.quiet && limits.quiet.from === limits.quiet.until)
    yield {
      path: "limits.quiet.until",
      code: "quiet_empty",
      message: "Quiet hours need an end that differs from their beginning.",
    };
}

async function checkStep(workspaceId: WorkspaceId, step: Step, path: string): Promise<FieldProblem[]> {
  const connection = await connectionForSending(workspaceId, step.connectionId);
  const faults = connection
    ? sendingFaults(step, senderOf(connection.provider) ?? SENDS_NOTHING)
    : [...senderFaults(step), ...lengthFaults(step)];
  const problems = [
    ...faults.map(({ field, cause }) => ({ path: `${path}.${field}`, code: cause, message: MESSAGE[cause] })),
    ...checkTexts(step, path),
  ];
  if (connection) return problems;
  const gone = "There is no such connection in this workspace. Choose one that can send.";
  return [...problems, { path: `${path}.connectionId`, code: "connection_gone", message: gone }];
}

function* checkTexts(step: Step, path: string): Generator<FieldProblem> {
  if (step.channel === "sms") return yield* checkTemplate(step.text, `${path}.text`);
  yield* checkTemplate(step.script, `${path}.script`);
  if (step.confirmPrompt !== null) yield* checkTemplate(step.confirmPrompt, `${path}.confirmPrompt`);
}

function* checkTemplate(source: string, path: string): Generator<FieldProblem> {
  const parsed = parseTemplate(source);
  const problem = parsed.ok ? undefined : parsed.problems[0];
  if (problem) yield { path, code: `template_${problem.cause}`, message: TEMPLATE[problem.cause] };
}
