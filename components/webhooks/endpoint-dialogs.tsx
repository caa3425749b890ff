"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { ShownOnce } from "@/components/settings/shown-once";
import { useChange } from "@/components/settings/use-change";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Dialog } from "@/components/ui/dialog";
import { sendJson } from "@/lib/client/get-json";
import type { EndpointView, endpointWithSecret } from "@/lib/webhooks-out/contract";

type Props = { readonly endpoint: EndpointView };

/** Confirms, makes a new secret, and shows it once. */
export function RotateSecret({ endpoint }: Props) {
  const t = useTranslations("webhooks");
  const router = useRouter();
  const [secret, setSecret] = useState<string | null>(null);
  const close = (): void => {
    setSecret(null);
    router.refresh();
  };
  const rotate = async () => {
    const address = `/api/settings/webhooks/${endpoint.id}/rotate-secret`;
    setSecret(
      (await sendJson<typeof endpointWithSecret>("POST", address, { body: {}, has: ["id", "secret"] }))
        .secret,
    );
  };
  return (
    <>
      <ConfirmDialog
        title={t("rotateTitle")}
        description={t("rotateText")}
        confirmLabel={t("rotate")}
        onConfirm={rotate}
        trigger={<Button>{t("rotate")}</Button>}
      />
      <Dialog
        open={secret !== null}
        onOpenChange={(open) => !open && close()}
        title={t("rotated")}
        description={t("createdText")}
      >
        <ShownOnce text={secret ?? ""} name={t("secret")} done={t("done")} onDone={close} />
      </Dialog>
    </>
  );
}

export function RemoveEndpoint({ endpoint: { id, name } }: Props) {
  const t = useTranslations("webhooks");
  const change = useChange();
  const router = useRouter();
  const remove = async () => {
    const done = await change(async () => {
      await sendJson("DELETE", `/api/settings/webhooks/${id}`);
      return t("removed", { name });
    });
    if (done) router.push("/settings/webhooks");
    return done;
  };
  return (
    <ConfirmDialog
      title={t("removeTitle", { name })}
      description={t("removeText")}
      confirmLabel={t("remove")}
      danger
      onConfirm={remove}
      trigger={<Button variant="danger">{t("remove")}</Button>}
    />
  );
}
