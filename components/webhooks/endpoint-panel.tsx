"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { useForm } from "@/components/auth/use-form";
import { useChange } from "@/components/settings/use-change";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Notice } from "@/components/ui/notice";
import { toast } from "@/components/ui/toast";
import { sendJson } from "@/lib/client/get-json";
import type { EndpointView } from "@/lib/webhooks-out/contract";
import { RemoveEndpoint, RotateSecret } from "./endpoint-dialogs";
import { EndpointFields, type EndpointValues } from "./endpoint-fields";
import { useUrlWords } from "./use-url-words";

/** What is wrong with the endpoint, if anything, and the button that mends it. */
export function EndpointNotice({ endpoint }: { readonly endpoint: EndpointView }) {
  const t = useTranslations("webhooks");
  const change = useChange();
  const client = useQueryClient();
  const resume = () =>
    change(async () => {
      await sendJson("PATCH", `/api/settings/webhooks/${endpoint.id}`, { body: { paused: false } });
      await client.invalidateQueries({ queryKey: ["webhooks", endpoint.id] });
      return t("resumed");
    });
  if (endpoint.pausedWhy)
    return (
      <Notice
        tone="danger"
        title={t("pausedTitle")}
        action={
          <Button size="sm" onClick={() => void resume()}>
            {t("resume")}
          </Button>
        }
      >
        {t(`pausedWhy.${endpoint.pausedWhy}`)}
      </Notice>
    );
  if (endpoint.failingSince)
    return (
      <Notice tone="warn" title={t("failingTitle")}>
        {t("failingText", { failures: endpoint.failures, since: new Date(endpoint.failingSince) })}
      </Notice>
    );
  return null;
}

/** The head's buttons. */
export function EndpointActions({ endpoint }: { readonly endpoint: EndpointView }) {
  const t = useTranslations("webhooks");
  const change = useChange();
  const client = useQueryClient();
  const address = `/api/settings/webhooks/${endpoint.id}`;
  const test = () =>
    change(async () => {
      await sendJson("POST", `${address}/test`, { body: {} });
      // A log that has rested for a while looks only every half minute.
      await client.invalidateQueries({ queryKey: ["webhooks", endpoint.id] });
      return t("testSent");
    });
  const pause = () =>
    change(async () => {
      await sendJson("PATCH", address, { body: { paused: true } });
      return t("pausedNow");
    });
  if (endpoint.pausedAt) return null;
  return (
    <>
      <Button onClick={() => void pause()}>{t("pause")}</Button>
      <Button variant="primary" onClick={() => void test()}>
        {t("test")}
      </Button>
    </>
  );
}

export function EndpointSettings({ endpoint }: { readonly endpoint: EndpointView }) {
  const t = useTranslations("webhooks");
  const router = useRouter();
  const [values, setValues] = useState<EndpointValues>(endpoint);
  const { pending, submit, errorsOf, failure } = useForm(async () => {
    const { name, url, events } = values;
    await sendJson("PATCH", `/api/settings/webhooks/${endpoint.id}`, { body: { name, url, events } });
    toast.success(t("saved"));
    router.refresh();
  }, useUrlWords());
  return (
    <Card
      title={t("settings")}
      description={
        endpoint.formerSecretUntil
          ? t("formerUntil", { until: new Date(endpoint.formerSecretUntil) })
          : undefined
      }
      footer={
        <div className="flex flex-wrap gap-2">
          <RotateSecret endpoint={endpoint} />
          <RemoveEndpoint endpoint={endpoint} />
        </div>
      }
    >
      <form method="post" onSubmit={submit} noValidate className="flex max-w-xl flex-col gap-4">
        {failure && (
          <Notice tone="danger" announce>
            {failure}
          </Notice>
        )}
        <EndpointFields values={values} onChange={setValues} errorsOf={errorsOf} />
        <Button type="submit" variant="primary" loading={pending} className="self-start">
          {t("save")}
        </Button>
      </form>
    </Card>
  );
}
