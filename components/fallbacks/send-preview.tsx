"use client";

import { useFormatter, useTranslations } from "use-intl";
import { useCountryName } from "@/components/campaigns/use-country-name";
import { Field } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import { Select } from "@/components/ui/select";
import { RowHeader, Table, TBody, Td, THead, Th, Tr } from "@/components/ui/table";
import type { ManualPreview } from "@/lib/fallback/manual/contract";
import { useMoney } from "./use-money";

const OWN_RULE = "own";

type Props = {
  readonly preview: ManualPreview;
  /** Null: each campaign's own. */
  readonly ruleId: string | null;
  readonly onRule: (ruleId: string | null) => void;
};

/** What pressing the button would do: who, why not the others, what it costs, and what to think of first. */
export function SendPreview({ preview, ruleId, onRule }: Props) {
  const t = useTranslations("fallbacks.send");
  const money = useMoney();
  const { chosen, send, micros, laterMicros, currency, segments } = preview;
  const own = { value: OWN_RULE, label: t("ruleOfCampaign") };
  return (
    <>
      <p className="font-medium text-pretty" role="status">
        {t("summary", { send, chosen })}
      </p>
      <Warnings preview={preview} />
      {preview.rules.length > 0 && (
        <Field label={t("rule")} nativeLabel={false}>
          <Select
            value={ruleId ?? OWN_RULE}
            onValueChange={(value) => onRule(value === OWN_RULE ? null : value)}
            options={[own, ...preview.rules.map(({ id, name }) => ({ value: id, label: name }))]}
          />
        </Field>
      )}
      {send > 0 && (
        <dl className="grid grid-cols-2 gap-3 text-sm">
          <div>
            <dt className="text-ink-muted text-xs">{t("cost")}</dt>
            <dd className="font-semibold text-lg tabular-nums">{money(micros, currency)}</dd>
            {laterMicros > 0 && (
              <dd className="text-ink-muted text-xs">
                {t("later", { amount: money(laterMicros, currency) })}
              </dd>
            )}
          </div>
          <Figure name={t("segments")} value={segments} />
        </dl>
      )}
      <Skipped skipped={preview.skipped} />
      {preview.countries.length > 0 && <Countries preview={preview} />}
    </>
  );
}

function Figure({ name, value }: { readonly name: string; readonly value: number }) {
  const format = useFormatter();
  return (
    <div>
      <dt className="text-ink-muted text-xs">{name}</dt>
      <dd className="font-semibold text-lg tabular-nums">{format.number(value, "count")}</dd>
    </div>
  );
}

function Warnings({ preview: { halted, quiet, repeats, needsAdmin } }: { readonly preview: ManualPreview }) {
  const t = useTranslations("fallbacks.send");
  const format = useFormatter();
  const moment = (iso: string): string => format.dateTime(new Date(iso), "moment");
  return (
    <>
      {needsAdmin && <Notice tone="danger">{t("needsAdmin")}</Notice>}
      {halted && <Notice tone="warn">{t("halted")}</Notice>}
      {quiet && (
        <Notice tone="info">
          {t("quiet", {
            people: quiet.people,
            first: moment(quiet.opensAt),
            last: moment(quiet.lastOpensAt),
          })}
        </Notice>
      )}
      {repeats > 0 && <Notice tone="warn">{t("repeats", { count: repeats })}</Notice>}
    </>
  );
}

function Skipped({ skipped }: Pick<ManualPreview, "skipped">) {
  const t = useTranslations("fallbacks");
  const format = useFormatter();
  if (skipped.length === 0) return null;
  return (
    <section className="flex flex-col gap-2">
      <h3 className="font-medium text-sm">{t("send.skipped")}</h3>
      <ul className="flex flex-col gap-1.5 text-sm">
        {skipped.map(({ why, people }) => (
          <li key={why} className="flex gap-3">
            <span className="min-w-12 text-right font-semibold tabular-nums">
              {format.number(people, "count")}
            </span>
            <span className="text-pretty text-ink-muted">{t(`whys.${why}`)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Countries({ preview: { countries, currency } }: { readonly preview: ManualPreview }) {
  const t = useTranslations("fallbacks.send");
  const format = useFormatter();
  const money = useMoney();
  const countryName = useCountryName();
  return (
    <Table label={t("countries")} regionClassName="max-h-56 shrink-0 rounded-lg border border-line">
      <THead>
        <Tr>
          <Th>{t("country")}</Th>
          <Th numeric>{t("people")}</Th>
          <Th numeric>{t("segments")}</Th>
          <Th numeric>{t("cost")}</Th>
        </Tr>
      </THead>
      <TBody>
        {countries.map(({ country, people, segments, micros }) => (
          <Tr key={country ?? ""}>
            <RowHeader>{country === null ? t("noCountry") : countryName(country)}</RowHeader>
            <Td numeric>{format.number(people, "count")}</Td>
            <Td numeric>{format.number(segments, "count")}</Td>
            <Td numeric>{money(micros, currency)}</Td>
          </Tr>
        ))}
      </TBody>
    </Table>
  );
}
