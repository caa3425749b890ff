import { randomBytes } from "node:crypto";
import { AppError, type FieldProblem } from "@/lib/errors";
import type { ProviderAdapter, Settings, SettingsField } from "@/lib/providers/provider";

/** What a caller asks for; see `updateConnectionInput`. */
export type SettingsChange = {
  readonly settings: Readonly<Record<string, string | null>>;
  readonly keepPrevious?: boolean;
  readonly rotate?: readonly string[];
  readonly endRotation?: readonly string[];
};

export type AppliedSettings = {
  readonly settings: Settings;
  /** Values that were made up just now. */
  readonly generated: Readonly<Record<string, string>>;
  /** Keys of secrets whose former value stays valid from now on. */
  readonly rotated: readonly string[];
};

/** Name under which a secret's former value is kept during a rotation; the adapters look there. */
export const previousKey = (key: string): string => `${key}Previous`;

/** The webhook's and generated secrets' strength: 256 bits. */
const unguessable = (): string => randomBytes(32).toString("base64url");

/**
 * The settings after a change, checked against the provider's fields.
 * @param current - decrypted settings as they are; empty for a new connection
 * @throws AppError invalid_input that names every field that is wrong, as `settings.<key>`
 */
export function applySettings(
  adapter: ProviderAdapter,
  current: Settings,
  change: SettingsChange,
): AppliedSettings {
  const problems: FieldProblem[] = [...unknownKeys(adapter, change)];
  const next: Record<string, string | undefined> = { ...current };
  const generated: Record<string, string> = {};
  const rotated: string[] = [];
  for (const field of adapter.settings) {
    const { value, made } = nextValue(field, current[field.key], change);
    const problem = problemOf(field, value, change);
    if (problem) problems.push({ path: `settings.${field.key}`, message: problem });
    if (made && value !== undefined) generated[field.key] = value;
    next[field.key] = value;
    if (!field.secret) continue;
    const former = previousOf(field, current, value, change);
    next[previousKey(field.key)] = former;
    if (former !== undefined && former === current[field.key]) rotated.push(field.key);
  }
  if (problems.length > 0) throw new AppError("invalid_input", sentence(problems), { problems });
  return { settings: next, generated, rotated };
}

/** The value of a field after the change, and whether it was made up. */
function nextValue(field: SettingsField, current: string | undefined, change: SettingsChange) {
  const given = Object.hasOwn(change.settings, field.key) ? change.settings[field.key] : undefined;
  const typed = given?.trim();
  // A form posts an untouched secret as empty text, which must not wipe it; null says so on purpose.
  const kept = given === undefined || (field.secret && typed === "") ? current : typed || undefined;
  const renew = field.generated && change.rotate?.includes(field.key) && !typed;
  const made = renew || (kept === undefined && field.generated === true);
  return { value: made ? unguessable() : kept, made };
}

function previousOf(
  field: SettingsField,
  current: Settings,
  value: string | undefined,
  change: SettingsChange,
) {
  const was = current[field.key];
  const keep = change.keepPrevious || change.rotate?.includes(field.key);
  if (change.endRotation?.includes(field.key)) return undefined;
  if (was === value) return current[previousKey(field.key)];
  return keep ? was : undefined;
}

function problemOf(field: SettingsField, value: string | undefined, change: SettingsChange): string | null {
  if (value === undefined) return field.required ? `${field.label.en} is required. ${field.help.en}` : null;
  const given = change.settings[field.key]?.trim();
  if (change.rotate?.includes(field.key) && !field.generated && !given) {
    return `Give the new value of ${field.label.en} along with the rotation.`;
  }
  if (!given || !field.pattern || field.pattern.test(value)) return null;
  const example = field.placeholder ? ` It looks like ${field.placeholder}.` : "";
  return `This is not a valid value for ${field.label.en}.${example} ${field.help.en}`;
}

function* unknownKeys(adapter: ProviderAdapter, change: SettingsChange): Generator<FieldProblem> {
  const known = adapter.settings.map((field) => field.key);
  const secrets = adapter.settings.filter((field) => field.secret).map((field) => field.key);
  for (const key of Object.keys(change.settings)) {
    if (known.includes(key)) continue;
    yield {
      path: `settings.${key}`,
      message: `${adapter.name} has no setting “${key}”. It has: ${known.join(", ")}.`,
    };
  }
  for (const list of ["rotate", "endRotation"] as const) {
    for (const [i, key] of (change[list] ?? []).entries()) {
      if (secrets.includes(key)) continue;
      yield {
        path: `${list}.${i}`,
        message: `“${key}” is not a secret of ${adapter.name}. It has: ${secrets.join(", ")}.`,
      };
    }
  }
}

function sentence(problems: readonly FieldProblem[]): string {
  const [first] = problems;
  const more = problems.length > 1 ? ` And ${problems.length - 1} more.` : "";
  return `\`${first?.path}\`: ${first?.message}${more}`;
}
