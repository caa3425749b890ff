"use client";

import { useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { AccountFields } from "@/components/auth/account-fields";
import { startSession } from "@/components/auth/start-session";
import { useForm } from "@/components/auth/use-form";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { rememberPreference } from "@/lib/client/browser-cookie";
import { sendJson } from "@/lib/client/get-json";

type Props = { readonly token: string; readonly email: string | null };

/** Accepts an invitation with a new account. */
export function JoinForm({ token, email }: Props) {
  const t = useTranslations("auth.invite");
  const locale = useLocale();
  const [account, setAccount] = useState({ name: "", email: email ?? "", password: "" });
  const { pending, submit, errorsOf, failure } = useForm(async () => {
    const body = { token, ...account, locale };
    const { workspaceId } = await sendJson<{ workspaceId: number }>("POST", "/api/join", {
      body,
      has: ["workspaceId"],
    });
    rememberPreference("workspace", String(workspaceId));
    if (await startSession(account.email, account.password, "/")) window.location.assign("/sign-in");
  });
  return (
    <form method="post" onSubmit={submit} noValidate className="flex flex-col gap-4">
      {failure && (
        <Notice tone="danger" announce>
          {failure}
        </Notice>
      )}
      <AccountFields
        account={account}
        onChange={setAccount}
        errorsOf={errorsOf}
        fixedEmail={email !== null}
      />
      <Button type="submit" variant="primary" size="lg" loading={pending}>
        {t("create")}
      </Button>
    </form>
  );
}

/** Accepts an invitation as the person who is signed in. */
export function JoinButton({ token }: { readonly token: string }) {
  const t = useTranslations("auth.invite");
  const { pending, submit, errorsOf, failure } = useForm(async () => {
    const { workspaceId } = await sendJson<{ workspaceId: number }>("POST", "/api/join/mine", {
      body: { token },
      has: ["workspaceId"],
    });
    rememberPreference("workspace", String(workspaceId));
    window.location.assign("/");
  });
  const problem = errorsOf("email")[0] ?? failure;
  return (
    <form method="post" onSubmit={submit} className="flex flex-col gap-4">
      {problem && (
        <Notice tone="danger" announce>
          {problem}
        </Notice>
      )}
      <Button type="submit" variant="primary" size="lg" loading={pending}>
        {t("join")}
      </Button>
    </form>
  );
}
