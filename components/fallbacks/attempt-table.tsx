"use client";

import Link from "next/link";
import { useTranslations } from "use-intl";
import { campaignHref } from "@/components/campaigns/links";
import { DateTime } from "@/components/ui/date-time";
import { RowHeader, Table, TBody, Td, THead, Th, Tr } from "@/components/ui/table";
import type { AttemptView } from "@/lib/fallback/attempts/contract";
import { AttemptActions } from "./attempt-actions";
import { StateBadge } from "./state-badge";
import { useMoney } from "./use-money";

type Props = { readonly attempts: readonly AttemptView[]; readonly mayAct: boolean };

export function AttemptTable({ attempts, mayAct }: Props) {
  const t = useTranslations("fallbacks.list");
  return (
    <Table label={t("table")}>
      <THead>
        <Tr>
          <Th>{t("recipient")}</Th>
          <Th>{t("state")}</Th>
          <Th>{t("channel")}</Th>
          <Th>{t("cause")}</Th>
          <Th>{t("campaign")}</Th>
          <Th>{t("time")}</Th>
          <Th numeric>{t("price")}</Th>
          {mayAct && (
            <Th>
              <span className="sr-only">{t("actions")}</span>
            </Th>
          )}
        </Tr>
      </THead>
      <TBody>
        {attempts.map((attempt) => (
          <AttemptRow key={attempt.id} attempt={attempt} mayAct={mayAct} />
        ))}
      </TBody>
    </Table>
  );
}

function AttemptRow({ attempt, mayAct }: { readonly attempt: AttemptView; readonly mayAct: boolean }) {
  const t = useTranslations("fallbacks");
  return (
    <Tr className="[&>*]:align-top">
      <RowHeader className="whitespace-nowrap">
        <Link
          href={`/campaigns/${attempt.campaignId}/messages/${attempt.messageId}`}
          prefetch={false}
          className="rounded-sm text-accent-text tabular-nums underline-offset-4 hover:underline"
        >
          {attempt.recipient ?? t("list.unknownRecipient")}
        </Link>
      </RowHeader>
      <Td className="min-w-52 max-w-80">
        <StateBadge state={attempt.state} />
        <Why attempt={attempt} />
      </Td>
      <Td className="whitespace-nowrap">
        {t(`channels.${attempt.channel}`)}
        <span className="block text-ink-muted text-xs">
          {t("list.step", { step: attempt.step })}
          {attempt.cycle > 1 && ` · ${t("list.cycle", { cycle: attempt.cycle })}`}
        </span>
      </Td>
      <Td className="whitespace-nowrap">
        {t(`causes.${attempt.cause}`)}
        <span className="block text-ink-muted text-xs">{attempt.plannedBy ?? attempt.ruleName}</span>
      </Td>
      <Td className="min-w-28 max-w-48 break-words">
        <Link href={campaignHref(Number(attempt.campaignId))} className="rounded-sm hover:underline">
          {attempt.campaignName}
        </Link>
      </Td>
      <Td className="whitespace-nowrap">
        <Moment attempt={attempt} />
      </Td>
      <Td numeric>
        <PriceText attempt={attempt} />
      </Td>
      {mayAct && (
        <Td className="text-right">
          <AttemptActions attempt={attempt} />
        </Td>
      )}
    </Tr>
  );
}

/** Our reason in plain words, and the provider's own where it gave one. */
export function Why({ attempt: { why, errorCode, errorText } }: { readonly attempt: AttemptView }) {
  const t = useTranslations("fallbacks.whys");
  const raw = [errorCode, errorText].filter(Boolean).join(" · ");
  if (!why && raw === "") return null;
  return (
    <span className="mt-1 block text-pretty text-ink-muted text-xs leading-relaxed">
      {why && t(why)}
      {raw !== "" && <span className="block break-words">{raw}</span>}
    </span>
  );
}

function Moment({ attempt: { dueAt, dispatchedAt, endedAt } }: { readonly attempt: AttemptView }) {
  const t = useTranslations("fallbacks.list");
  const [name, at] = endedAt
    ? ([t("ended"), endedAt] as const)
    : dispatchedAt
      ? ([t("sent"), dispatchedAt] as const)
      : ([t("due"), dueAt] as const);
  return (
    <>
      <span className="block text-ink-muted text-xs">{name}</span>
      <DateTime value={at} />
    </>
  );
}

/** The provider's price, else our estimate, named as such; nothing for what never left. */
export function PriceText({ attempt }: { readonly attempt: AttemptView }) {
  const t = useTranslations("fallbacks.list");
  const money = useMoney();
  const { priceMicros, estimateMicros, currency, segments, dispatchedAt, why } = attempt;
  if (!dispatchedAt || why === "never_left" || (why === "refused" && priceMicros === null)) return null;
  const micros = priceMicros ?? estimateMicros;
  if (micros === null) return null;
  const notes = [
    priceMicros === null ? t("estimate") : null,
    segments === null ? null : t("segments", { count: segments }),
  ];
  return (
    <>
      {money(micros, currency)}
      <span className="block whitespace-nowrap text-ink-muted text-xs">
        {notes.filter(Boolean).join(" · ")}
      </span>
    </>
  );
}
