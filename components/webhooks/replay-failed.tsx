"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { useChange } from "@/components/settings/use-change";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { sendJson } from "@/lib/client/get-json";
import type { replayed } from "@/lib/webhooks-out/contract";

const HOURS = { replayHour: 1, replayDay: 24, replayWeek: 168, replayMonth: 720 } as const;
type Since = keyof typeof HOURS;

/** Sends everything that was given up since a time once more. */
export function ReplayFailed({ endpointId }: { readonly endpointId: string }) {
  const t = useTranslations("webhooks");
  const change = useChange();
  const client = useQueryClient();
  const [open, setOpen] = useState(false);
  const [since, setSince] = useState<Since>("replayDay");
  const [busy, setBusy] = useState(false);
  const replay = async () => {
    setBusy(true);
    const done = await change(async () => {
      const body = { since: new Date(Date.now() - HOURS[since] * 3_600_000).toISOString() };
      const { replayed: count } = await sendJson<typeof replayed>(
        "POST",
        `/api/settings/webhooks/${endpointId}/replay`,
        {
          body,
          has: ["replayed"],
        },
      );
      await client.invalidateQueries({ queryKey: ["webhooks", endpointId] });
      return t("replayed", { count });
    });
    setBusy(false);
    if (done) setOpen(false);
  };
  const options = (Object.keys(HOURS) as Since[]).map((value) => ({ value, label: t(value) }));
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      size="sm"
      title={t("replayTitle")}
      description={t("replayText")}
      trigger={<Button>{t("replayFailed")}</Button>}
      footer={
        <Button variant="primary" loading={busy} onClick={() => void replay()}>
          {t("replay")}
        </Button>
      }
    >
      <Field label={t("replaySince")} nativeLabel={false}>
        <Select<Since> options={options} value={since} onValueChange={setSince} />
      </Field>
    </Dialog>
  );
}
