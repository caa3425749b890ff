"use client";

import { useTranslations } from "use-intl";
import { TextField } from "@/components/auth/text-field";
import { Checkbox } from "@/components/ui/checkbox";
import { WEBHOOK_EVENTS, type WebhookEvent } from "@/lib/domain/webhook-out/events";

export type EndpointValues = {
  readonly name: string;
  readonly url: string;
  readonly events: readonly WebhookEvent[];
};

type Props = {
  readonly values: EndpointValues;
  readonly onChange: (values: EndpointValues) => void;
  readonly errorsOf: (path: string) => readonly string[];
};

/** Name, address and events of an endpoint, for making and for changing one. */
export function EndpointFields({ values, onChange, errorsOf }: Props) {
  const t = useTranslations("webhooks");
  const toggle = (event: WebhookEvent, on: boolean) =>
    onChange({
      ...values,
      events: WEBHOOK_EVENTS.filter((one) => (one === event ? on : values.events.includes(one))),
    });
  const eventErrors = errorsOf("events");
  return (
    <>
      <TextField
        name="name"
        label={t("name")}
        hint={t("nameHint")}
        value={values.name}
        onChange={(name) => onChange({ ...values, name })}
        errors={errorsOf("name")}
        autoComplete="off"
      />
      <TextField
        name="url"
        label={t("url")}
        hint={t("urlHint")}
        value={values.url}
        onChange={(url) => onChange({ ...values, url })}
        errors={errorsOf("url")}
        autoComplete="off"
      />
      <fieldset className="flex flex-col gap-1.5">
        <legend className="mb-1.5 font-medium text-sm">{t("events")}</legend>
        {WEBHOOK_EVENTS.map((event) => (
          <Checkbox
            key={event}
            label={<code className="font-mono text-xs">{event}</code>}
            hint={t(`eventHints.${hintKey(event)}`)}
            checked={values.events.includes(event)}
            onCheckedChange={(on) => toggle(event, on)}
          />
        ))}
        {eventErrors.length > 0 && (
          <p role="alert" className="text-danger-text text-xs">
            {eventErrors.join(" ")}
          </p>
        )}
      </fieldset>
    </>
  );
}

type HintKey =
  | "status_changed"
  | "message_rejected"
  | "attempt_settled"
  | "campaign_breaker_tripped"
  | "alert";
/** Dots would be read as steps into the messages. */
const hintKey = (event: WebhookEvent): HintKey => event.replace(".", "_") as HintKey;
