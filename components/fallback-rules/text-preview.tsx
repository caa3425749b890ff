"use client";

import { useTranslations } from "use-intl";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { type ForcingCharacter, smsSize } from "@/lib/domain/channel/sms";
import { callSize } from "@/lib/domain/channel/voice";
import { exampleText } from "@/lib/domain/fallback/example-text";
import type { EditorChoices } from "@/lib/fallback/rules/editor-choices";
import type { StepDraft } from "./draft";
import { personPrice } from "./price-estimate";
import { useRuleWords } from "./use-rule-words";

type Props = {
  readonly step: StepDraft;
  readonly choices: EditorChoices;
  readonly onText: (text: string) => void;
};

/** What one person would get, how it is counted, and what it costs; follows each key. */
export function TextPreview({ step, choices, onText }: Props) {
  const t = useTranslations("fallbackRules.preview");
  const text = exampleText(step.text);
  const prompt = step.asksToConfirm ? exampleText(step.confirmPrompt) : null;
  return (
    <div className="flex flex-col gap-2 rounded-lg bg-sunken px-3.5 py-3 text-sm">
      <p className="font-medium text-ink-muted text-xs">{t("title")}</p>
      {text === null ? (
        <p className="text-ink-muted text-xs">{t("unread")}</p>
      ) : (
        <>
          <p className="whitespace-pre-wrap break-words">{prompt === null ? text : `${text} ${prompt}`}</p>
          {step.channel === "sms" ? (
            <SmsSize source={step.text} text={text} onText={onText} />
          ) : (
            <CallSize step={step} script={text} confirmPrompt={prompt} />
          )}
          <PersonPriceLine step={step} choices={choices} units={unitsOf(step, text, prompt)} />
        </>
      )}
    </div>
  );
}

const callOf = (step: StepDraft, script: string, confirmPrompt: string | null) =>
  callSize({ script, confirmPrompt, language: step.language, repeat: step.repeat === "2" ? 2 : 1 });

/** Segments of an SMS, started minutes of a call: what prices are for. */
const unitsOf = (step: StepDraft, text: string, prompt: string | null): number =>
  step.channel === "sms" ? smsSize(text).segments : Math.max(1, callOf(step, text, prompt).minutes);

function SmsSize({
  source,
  text,
  onText,
}: {
  readonly source: string;
  readonly text: string;
  readonly onText: (text: string) => void;
}) {
  const t = useTranslations("fallbackRules.preview");
  const { encoding, segments, units, left, forcing } = smsSize(text);
  const characters = [...new Set(forcing.map(({ character }) => character))].join(" ");
  const replaceable = smsSize(source).forcing.filter(({ plain }) => plain !== null);
  return (
    <>
      <p className="flex flex-wrap items-center gap-2 text-ink-muted text-xs">
        <Badge tone={encoding === "gsm7" ? "neutral" : "warn"}>{t(encoding)}</Badge>
        {t("size", { segments, units, room: units + left })}
      </p>
      {forcing.length > 0 && (
        <p className="flex flex-wrap items-center gap-2 text-warn-text text-xs">
          {t("forcing", { characters })}
          {replaceable.length > 0 && (
            <Button size="sm" onClick={() => onText(withPlain(source, replaceable))}>
              {t("plain")}
            </Button>
          )}
        </p>
      )}
    </>
  );
}

/** From the end, so that the places before stay where they are. */
const withPlain = (source: string, forcing: readonly ForcingCharacter[]): string =>
  forcing.reduceRight(
    (text, { at, character, plain }) => text.slice(0, at) + (plain ?? "") + text.slice(at + character.length),
    source,
  );

function CallSize({
  step,
  script,
  confirmPrompt,
}: {
  readonly step: StepDraft;
  readonly script: string;
  readonly confirmPrompt: string | null;
}) {
  const t = useTranslations("fallbackRules.preview");
  const { seconds, minutes } = callOf(step, script, confirmPrompt);
  return (
    <p className="text-ink-muted text-xs">
      {t("seconds", { seconds: Math.ceil(seconds), minutes: Math.max(1, minutes) })}
    </p>
  );
}

function PersonPriceLine({
  step,
  choices,
  units,
}: {
  readonly step: StepDraft;
  readonly choices: EditorChoices;
  readonly units: number;
}) {
  const t = useTranslations("fallbackRules.preview");
  const words = useRuleWords();
  const { prices, currency, connections, now } = choices;
  const provider = connections.find(({ id }) => id === step.connectionId)?.provider;
  if (provider === undefined) return null;
  const price = personPrice(prices, currency, { channel: step.channel, provider, at: now }, units);
  if (!price) return <p className="text-warn-text text-xs">{t("noPrice")}</p>;
  const [from, to] = [words.money(price.from, currency), words.money(price.to, currency)];
  return (
    <p className="text-xs">
      <span className="font-medium">
        {from === to ? t("price", { price: from }) : t("range", { from, to })}
      </span>{" "}
      {!price.everywhere && <span className="text-ink-muted">{t("someCountries")}</span>}
    </p>
  );
}
