"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { DateTime } from "@/components/ui/date-time";
import { Dialog } from "@/components/ui/dialog";
import { Notice } from "@/components/ui/notice";
import { SkeletonRows } from "@/components/ui/skeleton";
import { useErrorText } from "@/lib/client/use-error-text";
import { deliveryQuery } from "@/lib/client/webhooks";
import type { DeliveryDetail } from "@/lib/webhooks-out/contract";

type Props = { readonly endpointId: string; readonly id: string; readonly onClose: () => void };

/** A delivery's body, and each request with its answer. */
export function DeliveryDialog({ endpointId, id, onClose }: Props) {
  const t = useTranslations("webhooks");
  const ui = useTranslations("ui");
  const errorText = useErrorText();
  const { data, error } = useQuery(deliveryQuery(endpointId, id));
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title={t("detail")} placement="side" size="md">
      {error && <Notice tone="danger">{errorText(error)}</Notice>}
      {!data && !error && <SkeletonRows rows={4} label={ui("loading")} />}
      {data && <Detail detail={data} />}
    </Dialog>
  );
}

function Detail({ detail }: { readonly detail: DeliveryDetail }) {
  const t = useTranslations("webhooks");
  return (
    <div className="flex flex-col gap-5">
      <section className="flex flex-col gap-2">
        <h3 className="font-semibold">{t("body")}</h3>
        <Code text={pretty(detail.body)} />
      </section>
      <section className="flex flex-col gap-2">
        <h3 className="font-semibold">{t("requests")}</h3>
        {detail.requests.length === 0 && <p className="text-ink-muted">{t("noRequests")}</p>}
        <ol className="flex flex-col gap-4">
          {detail.requests.map((request) => (
            <li key={request.at} className="flex flex-col gap-1.5">
              <p className="flex flex-wrap gap-x-3">
                <span className="font-medium">
                  {request.error ? t(`errors.${request.error}`) : request.status}
                </span>
                <DateTime value={request.at} format="exact" />
                <span className="text-ink-muted">{t("took", { ms: request.ms })}</span>
              </p>
              {request.status !== null &&
                (request.answer === null ? (
                  <p className="text-ink-muted text-xs">{t("noAnswer")}</p>
                ) : (
                  <Code text={request.answer} />
                ))}
            </li>
          ))}
        </ol>
      </section>
    </div>
  );
}

/** Long lines break: nothing has to be scrolled sideways, which a keyboard could not do. */
const Code = ({ text }: { readonly text: string }) => (
  <pre className="whitespace-pre-wrap break-all rounded-md bg-sunken p-3 font-mono text-xs leading-relaxed">
    {text}
  </pre>
);

const pretty = (body: string): string => JSON.stringify(JSON.parse(body), null, 2);
