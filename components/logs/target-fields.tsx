"use client";

import { useTranslations } from "use-intl";
import { TextField } from "@/components/auth/text-field";
import { ConnectAccount } from "@/components/logs/connect-account";
import type { LogDraft } from "@/components/logs/draft";
import type { LogChoices } from "@/components/logs/log-dialog";
import { Field } from "@/components/ui/field";
import { LinkButton } from "@/components/ui/link-button";
import { Notice } from "@/components/ui/notice";
import { RadioGroup, SegmentedControl } from "@/components/ui/radio-group";
import { Select } from "@/components/ui/select";

export type DraftProps = {
  readonly draft: LogDraft;
  readonly onChange: (part: Partial<LogDraft>) => void;
  readonly errorsOf: (path: string) => readonly string[];
};
type Props = DraftProps & { readonly choices: LogChoices; readonly isNew: boolean };

/** Name and place of a log. */
export function TargetFields({ choices, isNew, ...props }: Props) {
  const t = useTranslations("logs.form");
  const { draft, onChange, errorsOf } = props;
  const kinds = (["sheet", "webhook"] as const).map((value) => ({ value, label: t(`kinds.${value}`) }));
  return (
    <>
      <TextField
        name="name"
        label={t("name")}
        hint={t("nameHint")}
        value={draft.name}
        onChange={(name) => onChange({ name })}
        errors={errorsOf("name")}
        autoComplete="off"
      />
      {isNew && (
        <Field label={t("kind")} nativeLabel={false}>
          <SegmentedControl options={kinds} value={draft.kind} onValueChange={(kind) => onChange({ kind })} />
        </Field>
      )}
      {draft.kind === "sheet" ? (
        <SheetFields {...props} choices={choices} />
      ) : (
        <EndpointField {...props} choices={choices} />
      )}
    </>
  );
}

function EndpointField({
  draft,
  onChange,
  errorsOf,
  choices,
}: DraftProps & { readonly choices: LogChoices }) {
  const t = useTranslations("logs.form");
  if (choices.endpoints.length === 0)
    return (
      <Notice tone="info" action={<LinkButton href="/settings/webhooks">{t("toWebhooks")}</LinkButton>}>
        {t("noEndpoint")}
      </Notice>
    );
  return (
    <Field label={t("endpoint")} nativeLabel={false} error={errorsOf("endpointId")}>
      <Select
        options={choices.endpoints.map(({ id, name }) => ({ value: id, label: name }))}
        value={draft.endpointId}
        onValueChange={(endpointId) => onChange({ endpointId })}
      />
    </Field>
  );
}

function SheetFields({ draft, onChange, errorsOf, choices }: DraftProps & { readonly choices: LogChoices }) {
  const t = useTranslations("logs.form");
  if (choices.accounts.length === 0)
    return (
      <Notice tone="info" action={<ConnectAccount canUseOauth={choices.canUseOauth} />}>
        {t("needsAccount")}
      </Notice>
    );
  const account = choices.accounts.find(({ id }) => id === draft.accountId);
  const ways = (["make", "use"] as const).map((value) => ({ value, label: t(`choice.${value}`) }));
  return (
    <>
      <Field label={t("account")} nativeLabel={false} error={errorsOf("accountId")}>
        <Select
          options={choices.accounts.map(({ id, email }) => ({ value: id, label: email }))}
          value={draft.accountId}
          onValueChange={(accountId) => onChange({ accountId })}
        />
      </Field>
      <Field label={t("spreadsheet")} nativeLabel={false}>
        <RadioGroup options={ways} value={draft.choice} onValueChange={(choice) => onChange({ choice })} />
      </Field>
      {draft.choice === "use" ? (
        <TextField
          name="address"
          label={t("address")}
          hint={t("addressHint")}
          value={draft.address}
          onChange={(address) => onChange({ address })}
          errors={[...errorsOf("address"), ...errorsOf("spreadsheet")]}
          autoComplete="off"
        />
      ) : (
        <TextField
          name="sheetTitle"
          label={t("sheetTitle")}
          value={draft.sheetTitle}
          onChange={(sheetTitle) => onChange({ sheetTitle })}
          errors={errorsOf("title")}
          autoComplete="off"
        />
      )}
      {draft.choice === "make" && account?.kind === "service_account" && (
        <TextField
          name="shareWith"
          type="email"
          label={t("shareWith")}
          hint={t("shareHint")}
          value={draft.shareWith}
          onChange={(shareWith) => onChange({ shareWith })}
          errors={errorsOf("shareWith")}
          autoComplete="email"
          optional
        />
      )}
    </>
  );
}
