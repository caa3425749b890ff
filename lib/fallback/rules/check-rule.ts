import "server-only";
import { connectionForSending } from "@/lib/connections/sending";
import { MAX_SEGMENTS, parseSmsSender, type SmsSenderProblem, smsSize } from "@/lib/domain/channel/sms";
import { MAX_SCRIPT_CHARACTERS } from "@/lib/domain/channel/voice";
import { mayFallBack, type Rule, type Step } from "@/lib/domain/fallback/rule";
import { parseTemplate, type TemplateProblem } from "@/lib/domain/fallback/template";
import type { WorkspaceId } from "@/lib/domain/ids";
import type { FieldProblem } from "@/lib/errors";
import { exampleText } from "@/lib/fallback/rules/example-values";
import { type Inability, inabilitiesOf } from "@/lib/providers/sender";
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

const SENDER: Readonly<Record<SmsSenderProblem, string>> = {
  empty: "Enter the number or name that the SMS comes from.",
  number: "This is not a complete number. Write it with its country, like +12025550100.",
  digits: "Write a number with “+” and its country, like +12025550100; a short code has 3 to 8 digits.",
  too_long: "A name has at most 11 characters.",
  characters: "A name is made of the letters A to Z, digits, blanks and simple signs.",
  no_letter: "A name needs at least one letter.",
};

/** Beside which field it is said, and what can be done instead. */
const INABILITY: Readonly<Record<Inability, Omit<FieldProblem, "path"> & { readonly field: string }>> = {
  sms: {
    field: "connectionId",
    code: "connection_no_sms",
    message: "This connection can't send SMS. Choose another one.",
  },
  calls: {
    field: "connectionId",
    code: "connection_no_voice",
    message: "This connection can't make calls. Choose another one.",
  },
  validity: {
    field: "validityMinutes",
    code: "connection_no_validity",
    message: "This connection can't limit how long an SMS is tried. Leave it empty, or choose another one.",
  },
  key: {
    field: "confirmPrompt",
    code: "connection_no_key",
    message: "Calls by this connection can't take a key. Leave “press 1” out, or choose another connection.",
  },
  machine: {
    field: "machine",
    code: "connection_no_machine",
    message:
      "Calls by this connection can't tell a person from an answering machine. Count a machine as reached, count only a pressed key, or choose another connection.",
  },
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
  const problems = [...checkSender(step, path), ...checkTexts(step, path)];
  const connection = await connectionForSending(workspaceId, step.connectionId);
  if (!connection)
    problems.push({
      path: `${path}.connectionId`,
      code: "connection_gone",
      message: "There is no such connection in this workspace. Choose one that can send.",
    });
  else problems.push(...checkAbility(connection.provider, step, path));
  return problems;
}

function checkAbility(provider: string, step: Step, path: string): FieldProblem[] {
  const sender = senderOf(provider) ?? SENDS_NOTHING;
  return inabilitiesOf(sender, step).map((inability) => {
    const { field, ...problem } = INABILITY[inability];
    return { path: `${path}.${field}`, ...problem };
  });
}

/** A connection that only receives statuses. */
const SENDS_NOTHING = { channels: [], can: { validity: false, calls: null } } as const;

function* checkSender({ channel, from }: Step, path: string): Generator<FieldProblem> {
  const sender = parseSmsSender(from);
  if (!sender.ok)
    yield { path: `${path}.from`, code: `sender_${sender.problem}`, message: SENDER[sender.problem] };
  else if (channel === "voice" && sender.kind === "alphanumeric")
    yield {
      path: `${path}.from`,
      code: "sender_no_name",
      message: "A call comes from a number, like +12025550100, not from a name.",
    };
}

function* checkTexts(step: Step, path: string): Generator<FieldProblem> {
  if (step.channel === "sms") {
    yield* checkTemplate(step.text, `${path}.text`);
    const example = exampleText(step.text);
    if (example !== null && smsSize(example).segments > MAX_SEGMENTS)
      yield {
        path: `${path}.text`,
        code: "too_many_segments",
        message: `This is longer than ${MAX_SEGMENTS} segments, which networks cut or drop. Shorten it.`,
      };
    return;
  }
  yield* checkTemplate(step.script, `${path}.script`);
  if (step.confirmPrompt !== null) yield* checkTemplate(step.confirmPrompt, `${path}.confirmPrompt`);
  if (step.script.length > MAX_SCRIPT_CHARACTERS)
    yield {
      path: `${path}.script`,
      code: "script_too_long",
      message: `Use at most ${MAX_SCRIPT_CHARACTERS} characters: not every provider speaks more.`,
    };
}

function* checkTemplate(source: string, path: string): Generator<FieldProblem> {
  const parsed = parseTemplate(source);
  const problem = parsed.ok ? undefined : parsed.problems[0];
  if (problem) yield { path, code: `template_${problem.cause}`, message: TEMPLATE[problem.cause] };
}
