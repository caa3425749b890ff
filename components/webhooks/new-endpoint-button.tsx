"use client";

import { Plus } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { useForm } from "@/components/auth/use-form";
import { ShownOnce } from "@/components/settings/shown-once";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Notice } from "@/components/ui/notice";
import { sendJson } from "@/lib/client/get-json";
import type { endpointWithSecret } from "@/lib/webhooks-out/contract";
import { EndpointFields, type EndpointValues } from "./endpoint-fields";
import { useUrlWords } from "./use-url-words";

/** Asks for name, address and events, then shows the signing secret, once. */
export function NewEndpointButton() {
  const t = useTranslations("webhooks");
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const [secret, setSecret] = useState<string | null>(null);
  const change = (next: boolean): void => {
    setOpen(next);
    setSecret(null);
    if (!next) router.refresh();
  };
  return (
    <Dialog
      open={open}
      onOpenChange={change}
      trigger={
        <Button variant="primary" icon={<Plus aria-hidden />}>
          {t("new")}
        </Button>
      }
      title={secret === null ? t("new") : t("created")}
      description={secret === null ? undefined : t("createdText")}
    >
      {secret === null ? (
        <NewEndpointForm onMade={setSecret} />
      ) : (
        <ShownOnce text={secret} name={t("secret")} done={t("done")} onDone={() => change(false)} />
      )}
    </Dialog>
  );
}

function NewEndpointForm({ onMade }: { readonly onMade: (secret: string) => void }) {
  const t = useTranslations("webhooks");
  const [values, setValues] = useState<EndpointValues>({
    name: "",
    url: "",
    events: ["message.rejected", "campaign.breaker_tripped", "alert"],
  });
  const { pending, submit, errorsOf, failure } = useForm(async () => {
    const made = await sendJson<typeof endpointWithSecret>("POST", "/api/settings/webhooks", {
      body: values,
      has: ["id", "secret"],
    });
    onMade(made.secret);
  }, useUrlWords());
  return (
    <form method="post" onSubmit={submit} noValidate className="flex flex-col gap-4">
      {failure && (
        <Notice tone="danger" announce>
          {failure}
        </Notice>
      )}
      <EndpointFields values={values} onChange={setValues} errorsOf={errorsOf} />
      <Button type="submit" variant="primary" loading={pending} className="self-end">
        {t("create")}
      </Button>
    </form>
  );
}
