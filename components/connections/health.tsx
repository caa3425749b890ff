"use client";

import { useFormatter, useTranslations } from "use-intl";
import { MalformedSamples } from "@/components/connections/malformed-samples";
import { Card } from "@/components/ui/card";
import { TimeAgo } from "@/components/ui/date-time";
import { Stat, StatGroup } from "@/components/ui/stat";
import { RowHeader, Table, TBody, Td, THead, Th, Tr } from "@/components/ui/table";
import type { ConnectionHealth } from "@/lib/connections/connection-health";
import type enMessages from "@/lib/i18n/messages/en/connections.json";

type Cause = ConnectionHealth["causes"][number];
type Props = {
  readonly connectionId: string;
  readonly health: ConnectionHealth;
  /** Samples may hold numbers, so viewers don't get them. */
  readonly canSeeSamples: boolean;
};

const SECTIONS = [
  { key: "refused", kinds: ["rejected_signature", "malformed", "too_large"] },
  { key: "unknown", kinds: ["unknown_word"] },
  { key: "ignored", kinds: ["ignored"] },
] as const;

/** What arrived and what became of it, with the last cause of everything that was not taken. */
export function Health({ connectionId, health, canSeeSamples }: Props) {
  const t = useTranslations("connections");
  const format = useFormatter();
  const { counters, causes, malformed } = health;
  const shown = SECTIONS.map(({ key, kinds }) => ({
    key,
    causes: causes.filter(({ kind }) => (kinds as readonly string[]).includes(kind)),
  })).filter((section) => section.causes.length > 0);
  return (
    <section aria-label={t("health.title")} className="flex flex-col gap-4">
      <StatGroup>
        <Stat
          label={t("card.accepted")}
          value={format.number(counters.accepted, "count")}
          detail={
            health.lastReceivedAt === null ? t("card.never") : <TimeAgo value={health.lastReceivedAt} />
          }
        />
        <Stat label={t("card.badSignature")} value={format.number(counters.rejectedSignature, "count")} />
        <Stat label={t("card.malformed")} value={format.number(counters.malformed, "count")} />
        <Stat label={t("card.unknownWords")} value={format.number(counters.unknownWord, "count")} />
        <Stat
          label={t("kinds.ignored")}
          value={format.number(counters.ignored, "count")}
          className="max-sm:last:col-span-2"
        />
      </StatGroup>
      {shown.length === 0 && <p className="text-ink-muted text-sm">{t("health.none")}</p>}
      {shown.map(({ key, causes: rows }) => (
        <Card key={key} flush title={t(`health.${key}Title`)} description={t(`health.${key}Text`)}>
          <Causes rows={rows} label={t("health.table", { section: t(`health.${key}Title`) })} />
        </Card>
      ))}
      {canSeeSamples && malformed.length > 0 && (
        <MalformedSamples connectionId={connectionId} requests={malformed} />
      )}
    </section>
  );
}

function Causes({ rows, label }: { readonly rows: readonly Cause[]; readonly label: string }) {
  const t = useTranslations("connections");
  const format = useFormatter();
  const nameOf = ({ kind, reason }: Cause): string => {
    const ignored = `ignored.${reason}` as `ignored.${keyof typeof enMessages.ignored}`;
    if (kind === "ignored") return t.has(ignored) ? t(ignored) : reason;
    if (kind === "unknown_word") return reason;
    const known = `kinds.${kind}` as `kinds.${keyof typeof enMessages.kinds}`;
    return t.has(known) ? t(known) : kind;
  };
  return (
    <Table label={label}>
      <THead>
        <Tr>
          <Th>{t("health.reason")}</Th>
          <Th numeric>{t("health.count")}</Th>
          <Th>{t("health.last")}</Th>
          <Th>{t("health.detail")}</Th>
        </Tr>
      </THead>
      <TBody>
        {rows.map((row) => (
          <Tr key={`${row.kind} ${row.reason}`}>
            <RowHeader className="break-words">{nameOf(row)}</RowHeader>
            <Td numeric>{format.number(row.n, "count")}</Td>
            <Td>
              <TimeAgo value={row.lastAt} />
            </Td>
            <Td className="min-w-48 break-words text-ink-muted">{row.lastDetail ?? "—"}</Td>
          </Tr>
        ))}
      </TBody>
    </Table>
  );
}
