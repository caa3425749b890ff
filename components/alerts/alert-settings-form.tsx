"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { useForm } from "@/components/auth/use-form";
import { useChange } from "@/components/settings/use-change";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Notice } from "@/components/ui/notice";
import { Switch } from "@/components/ui/switch";
import { Textarea } from "@/components/ui/textarea";
import { toast } from "@/components/ui/toast";
import type { AlertSettingsView, testMailed } from "@/lib/alerts/contract";
import { sendJson } from "@/lib/client/get-json";
import { ALERT_KINDS, type AlertKind } from "@/lib/domain/alert/kinds";

type Props = {
  readonly settings: AlertSettingsView;
  readonly mail: { readonly isSetUp: boolean; readonly admins: readonly string[] };
};

/** Which alerts, from when on, and to whom. */
export function AlertSettingsForm({ settings, mail }: Props) {
  const t = useTranslations("alerts");
  const router = useRouter();
  const [disabled, setDisabled] = useState<readonly AlertKind[]>(settings.disabledKinds);
  const [minutes, setMinutes] = useState(String(settings.noWebhookMinutes));
  const [percent, setPercent] = useState(String(settings.budgetPercent));
  const [byMail, setByMail] = useState(settings.byMail);
  const [recipients, setRecipients] = useState(settings.recipients.join("\n"));
  const { pending, submit, errorsOf, failure } = useForm(async () => {
    const addresses = recipients.split(/[\s,;]+/).filter((address) => address !== "");
    const body = {
      disabledKinds: disabled,
      noWebhookMinutes: Number(minutes),
      budgetPercent: Number(percent),
      byMail,
      recipients: addresses,
    };
    await sendJson("PATCH", "/api/settings/alerts", { body });
    toast.success(t("settings.saved"));
    router.refresh();
  });
  const recipientErrors = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9].flatMap((i) => errorsOf(`recipients.${i}`));
  return (
    <form method="post" onSubmit={submit} noValidate className="flex flex-col gap-6">
      {failure && (
        <Notice tone="danger" announce>
          {failure}
        </Notice>
      )}
      <Card title={t("settings.kindsTitle")} description={t("settings.kindsText")}>
        <div className="flex max-w-xl flex-col gap-4">
          {ALERT_KINDS.map((kind) => (
            <Switch
              key={kind}
              label={t(`kinds.${kind}.name`)}
              hint={t(`kinds.${kind}.hint`)}
              checked={!disabled.includes(kind)}
              onCheckedChange={(on) =>
                setDisabled(ALERT_KINDS.filter((one) => (one === kind ? !on : disabled.includes(one))))
              }
            />
          ))}
          <Field
            label={t("settings.minutes")}
            hint={t("settings.minutesHint")}
            error={errorsOf("noWebhookMinutes")}
          >
            <Input
              type="number"
              min={5}
              max={1440}
              value={minutes}
              onValueChange={setMinutes}
              className="w-32"
            />
          </Field>
          <Field
            label={t("settings.percent")}
            hint={t("settings.percentHint")}
            error={errorsOf("budgetPercent")}
          >
            <Input
              type="number"
              min={1}
              max={100}
              value={percent}
              onValueChange={setPercent}
              className="w-32"
            />
          </Field>
        </div>
      </Card>
      <Card title={t("settings.mailTitle")} description={t("settings.webhookHint")}>
        <div className="flex max-w-xl flex-col gap-4">
          {!mail.isSetUp && (
            <Notice tone="warn" title={t("settings.noMailTitle")} className="wrap-anywhere">
              {t("settings.noMail")}
            </Notice>
          )}
          <Switch label={t("settings.byMail")} checked={byMail} onCheckedChange={setByMail} />
          <Field
            label={t("settings.recipients")}
            hint={t("settings.recipientsHint", { admins: mail.admins.join(", ") })}
            error={[...errorsOf("recipients"), ...recipientErrors]}
            optional
          >
            <Textarea value={recipients} onChange={(event) => setRecipients(event.target.value)} />
          </Field>
          {mail.isSetUp && <TestMail />}
        </div>
      </Card>
      <Button type="submit" variant="primary" loading={pending} className="self-start">
        {t("settings.save")}
      </Button>
    </form>
  );
}

function TestMail() {
  const t = useTranslations("alerts.settings");
  const change = useChange();
  const [busy, setBusy] = useState(false);
  const send = async () => {
    setBusy(true);
    await change(async () => {
      const { sentTo } = await sendJson<typeof testMailed>("POST", "/api/settings/alerts/test-mail", {
        body: {},
        has: ["sentTo"],
      });
      return t("testSent", { to: sentTo });
    });
    setBusy(false);
  };
  return (
    <Button loading={busy} onClick={() => void send()} className="self-start">
      {t("testMail")}
    </Button>
  );
}
