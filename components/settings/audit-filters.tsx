"use client";

import { useRouter } from "next/navigation";
import { useTransition } from "react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import type { AuditAction } from "@/lib/audit/actions";
import type { AuditQuery } from "@/lib/audit/address";
import { auditHref } from "@/lib/audit/href";

type Filter = Omit<AuditQuery, "cursor">;
type Props = {
  readonly filter: Filter;
  readonly people: readonly string[];
  readonly actions: readonly AuditAction[];
};

/** Stands for "no filter" in the lists, whose values can't be empty. */
const ALL = "*";

export function AuditFilters({ filter, people, actions }: Props) {
  const t = useTranslations("audit");
  const router = useRouter();
  const [pending, startTransition] = useTransition();
  const show = (next: Filter): void =>
    startTransition(() => router.replace(auditHref(next), { scroll: false }));
  const change = (part: keyof Filter, value: string): void => {
    const { [part]: _former, ...others } = filter;
    show(value === ALL || value === "" ? others : { ...others, [part]: value });
  };
  const everyAction = actions.map((action) => ({ value: action, label: t(`actions.${action}`) }));
  return (
    <search aria-busy={pending} className="flex flex-wrap items-end gap-3">
      <Field label={t("person")} nativeLabel={false} className="w-56 max-sm:w-full">
        <Select
          options={[
            { value: ALL, label: t("everyone") },
            ...people.map((who) => ({ value: who, label: who })),
          ]}
          value={filter.who ?? ALL}
          onValueChange={(who) => change("who", who)}
        />
      </Field>
      <Field label={t("action")} nativeLabel={false} className="w-56 max-sm:w-full">
        <Select<string>
          options={[{ value: ALL, label: t("everything") }, ...everyAction]}
          value={filter.action ?? ALL}
          onValueChange={(action) => change("action", action)}
        />
      </Field>
      <Field label={t("day")} className="w-40 max-sm:w-full">
        <Input type="date" value={filter.day ?? ""} onValueChange={(day) => change("day", day)} />
      </Field>
      {Object.keys(filter).length > 0 && (
        <Button variant="ghost" onClick={() => show({})}>
          {t("clear")}
        </Button>
      )}
    </search>
  );
}
