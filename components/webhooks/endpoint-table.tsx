"use client";

import Link from "next/link";
import { useFormatter, useTranslations } from "use-intl";
import { Badge } from "@/components/ui/badge";
import { RowHeader, Table, TBody, Td, THead, Th, Tr } from "@/components/ui/table";
import type { EndpointView } from "@/lib/webhooks-out/contract";

export function EndpointTable({ endpoints }: { readonly endpoints: readonly EndpointView[] }) {
  const t = useTranslations("webhooks");
  const format = useFormatter();
  return (
    <Table label={t("table")}>
      <THead>
        <Tr>
          <Th>{t("name")}</Th>
          <Th>{t("events")}</Th>
          <Th>{t("state")}</Th>
          <Th numeric>{t("waiting")}</Th>
          <Th numeric>{t("givenUp")}</Th>
        </Tr>
      </THead>
      <TBody>
        {endpoints.map((endpoint) => (
          <Tr key={endpoint.id} className="[&>*]:align-top">
            <RowHeader className="min-w-48">
              <Link
                href={`/settings/webhooks/${endpoint.id}`}
                className="rounded-sm text-accent-text underline-offset-4 hover:underline"
              >
                {endpoint.name}
              </Link>
              <span className="block break-all font-normal text-ink-muted text-xs">{endpoint.url}</span>
            </RowHeader>
            <Td className="min-w-44 font-mono text-xs">{endpoint.events.join(", ")}</Td>
            <Td>
              <EndpointState endpoint={endpoint} />
            </Td>
            <Td numeric>{format.number(endpoint.pending, "count")}</Td>
            <Td numeric>{format.number(endpoint.failed, "count")}</Td>
          </Tr>
        ))}
      </TBody>
    </Table>
  );
}

function EndpointState({ endpoint }: { readonly endpoint: EndpointView }) {
  const t = useTranslations("webhooks");
  if (endpoint.pausedAt) return <Badge tone="danger">{t("paused")}</Badge>;
  if (endpoint.failures > 0) return <Badge tone="warn">{t("failing")}</Badge>;
  return <Badge tone="ok">{t("working")}</Badge>;
}
