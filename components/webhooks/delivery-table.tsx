"use client";

import { useTranslations } from "use-intl";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { DateTime } from "@/components/ui/date-time";
import { RowHeader, Table, TBody, Td, THead, Th, Tr } from "@/components/ui/table";
import type { DeliveryView } from "@/lib/webhooks-out/contract";

const TONES = { pending: "accent", delivered: "ok", failed: "danger" } as const;

type Props = {
  readonly deliveries: readonly DeliveryView[];
  readonly onShow: (id: string) => void;
  readonly onReplay: (id: string) => void;
};

export function DeliveryTable({ deliveries, onShow, onReplay }: Props) {
  const t = useTranslations("webhooks");
  return (
    <Table label={t("log")}>
      <THead>
        <Tr>
          <Th>{t("event")}</Th>
          <Th>{t("occurred")}</Th>
          <Th>{t("state")}</Th>
          <Th>{t("answer")}</Th>
          <Th numeric>{t("tries")}</Th>
          <Th>
            <span className="sr-only">{t("actions")}</span>
          </Th>
        </Tr>
      </THead>
      <TBody>
        {deliveries.map((delivery) => (
          <Tr key={delivery.id} className="[&>*]:align-top">
            <RowHeader className="min-w-44">
              <span className="font-mono text-xs">{delivery.type}</span>
              <span className="block break-all font-mono font-normal text-2xs text-ink-muted">
                {delivery.eventId}
              </span>
            </RowHeader>
            <Td className="whitespace-nowrap">
              <DateTime value={delivery.occurredAt} format="exact" />
            </Td>
            <Td className="whitespace-nowrap">
              <Badge tone={TONES[delivery.state]}>{t(`states.${delivery.state}`)}</Badge>
              {delivery.nextTryAt && delivery.tries > 0 && (
                <span className="mt-1 block text-ink-muted text-xs">
                  <DateTime value={delivery.nextTryAt} format="exact" />
                </span>
              )}
            </Td>
            <Td className="min-w-32">
              {delivery.lastError ? t(`errors.${delivery.lastError}`) : (delivery.lastStatus ?? "—")}
            </Td>
            <Td numeric>{delivery.tries}</Td>
            <Td className="whitespace-nowrap text-right">
              <Button
                size="sm"
                variant="ghost"
                aria-label={t("showNamed", { id: delivery.eventId })}
                onClick={() => onShow(delivery.id)}
              >
                {t("show")}
              </Button>
              {delivery.state !== "pending" && (
                <Button size="sm" onClick={() => onReplay(delivery.id)}>
                  {t("replay")}
                </Button>
              )}
            </Td>
          </Tr>
        ))}
      </TBody>
    </Table>
  );
}
