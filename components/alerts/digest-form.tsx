"use client";

import { useState } from "react";
import { useTranslations } from "use-intl";
import { TimeZoneField } from "@/components/auth/time-zone-field";
import { useForm } from "@/components/auth/use-form";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import { Select } from "@/components/ui/select";
import { Switch } from "@/components/ui/switch";
import { toast } from "@/components/ui/toast";
import type { DigestView } from "@/lib/alerts/contract";
import { sendJson } from "@/lib/client/get-json";

const HOURS = Array.from({ length: 24 }, (_, hour) => ({
  value: String(hour),
  label: `${String(hour).padStart(2, "0")}:00`,
}));

/** One's own daily digest. */
export function DigestForm({ digest }: { readonly digest: DigestView }) {
  const t = useTranslations("alerts.settings");
  const [enabled, setEnabled] = useState(digest.enabled);
  const [hour, setHour] = useState(String(digest.hour));
  const [timeZone, setTimeZone] = useState(digest.timeZone);
  const { pending, submit, errorsOf, failure } = useForm(async () => {
    await sendJson("PATCH", "/api/settings/alerts/digest", {
      body: { enabled, hour: Number(hour), timeZone },
    });
    toast.success(t("saved"));
  });
  return (
    <Card title={t("digestTitle")} description={t("digestText")}>
      <form method="post" onSubmit={submit} noValidate className="flex max-w-xl flex-col gap-4">
        {failure && (
          <Notice tone="danger" announce>
            {failure}
          </Notice>
        )}
        <Switch label={t("digest")} checked={enabled} onCheckedChange={setEnabled} />
        <Field label={t("hour")} nativeLabel={false}>
          <Select options={HOURS} value={hour} onValueChange={setHour} className="w-32" />
        </Field>
        <TimeZoneField
          label={t("zone")}
          hint={t("zoneHint")}
          value={timeZone}
          onChange={setTimeZone}
          errors={errorsOf("timeZone")}
        />
        <Button type="submit" variant="primary" loading={pending} className="self-start">
          {t("save")}
        </Button>
      </form>
    </Card>
  );
}
