"use client";

import { useTranslations } from "use-intl";
import { Notice } from "@/components/ui/notice";
import type { FieldError } from "@/lib/client/request-error";

/** Causes of `PriceProblem` that have words of their own; the columns' are called like the columns. */
const CAUSES = [
  "not_csv",
  "empty",
  "missing_column",
  "unknown_column",
  "repeated_column",
  "too_many",
  "quotes",
  "cells",
  "repeated",
  "channel",
  "country",
  "provider",
  "unit_price",
  "currency",
  "valid_from",
] as const;

type Props = {
  readonly csv: string;
  readonly problems: readonly FieldError[];
  readonly currency: string;
};

/** What is wrong with a price file: the line, its text, and what to write instead. */
export function LineProblems({ csv, problems, currency }: Props) {
  const t = useTranslations("prices.problems");
  const lines = csv.split(/\r\n|\r|\n/);
  return (
    <Notice tone="danger" announce title={t("title", { count: problems.length })}>
      <ul className="mt-1 flex max-h-56 flex-col gap-2 overflow-y-auto text-xs">
        {problems.map(({ path, code, message }) => {
          const [, line = "1", column] = path.split(".");
          const cause = CAUSES.find((known) => known === code);
          return (
            <li key={`${path} ${code}`}>
              <p>
                {t(column ? "column" : "line", { line: Number(line), column: column ?? "" })}{" "}
                {cause ? t(`cause.${cause}`, { currency }) : message}
              </p>
              <code className="break-all font-mono">{lines[Number(line) - 1]?.slice(0, 200)}</code>
            </li>
          );
        })}
      </ul>
    </Notice>
  );
}
