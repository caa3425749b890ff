"use client";

import { useTranslations } from "use-intl";
import { TextField } from "@/components/auth/text-field";

export type NewAccount = { readonly name: string; readonly email: string; readonly password: string };

type Props = {
  readonly account: NewAccount;
  readonly onChange: (account: NewAccount) => void;
  readonly errorsOf: (path: string) => readonly string[];
  /** Given by the invitation. */
  readonly fixedEmail?: boolean;
};

/** Name, e-mail and password of a new account. */
export function AccountFields({ account, onChange, errorsOf, fixedEmail = false }: Props) {
  const t = useTranslations("auth.fields");
  return (
    <>
      <TextField
        name="name"
        label={t("name")}
        value={account.name}
        onChange={(name) => onChange({ ...account, name })}
        errors={errorsOf("name")}
        autoComplete="name"
      />
      <TextField
        name="email"
        type="email"
        label={t("email")}
        value={account.email}
        onChange={(email) => onChange({ ...account, email })}
        errors={errorsOf("email")}
        autoComplete="username"
        readOnly={fixedEmail}
      />
      <TextField
        name="password"
        type="password"
        label={t("password")}
        hint={t("passwordHint")}
        value={account.password}
        onChange={(password) => onChange({ ...account, password })}
        errors={errorsOf("password")}
        autoComplete="new-password"
      />
    </>
  );
}
