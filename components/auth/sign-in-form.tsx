"use client";

import { type FormEvent, useState } from "react";
import { useTranslations } from "use-intl";
import { startSession } from "@/components/auth/start-session";
import { TextField } from "@/components/auth/text-field";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";

type Props = {
  /** A page of our own to open afterwards. */
  readonly next: string;
  readonly failure: "denied" | "failed" | null;
};

export function SignInForm({ next, failure: before }: Props) {
  const t = useTranslations("auth.signIn");
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const [pending, setPending] = useState(false);
  const [failure, setFailure] = useState<"wrong" | "throttled" | "failed" | "denied" | null>(before);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setPending(true);
    setFailure(null);
    const problem = await startSession(email, password, next);
    setFailure(problem);
    // While the next page loads the button stays busy.
    if (problem) setPending(false);
  };
  return (
    <form method="post" onSubmit={submit} className="flex flex-col gap-4">
      {failure && (
        <Notice tone="danger" announce>
          {t(failure)}
        </Notice>
      )}
      <TextField
        name="email"
        type="email"
        label={t("email")}
        value={email}
        onChange={setEmail}
        autoComplete="username"
      />
      <TextField
        name="password"
        type="password"
        label={t("password")}
        value={password}
        onChange={setPassword}
        autoComplete="current-password"
      />
      <Button type="submit" variant="primary" size="lg" loading={pending}>
        {t("submit")}
      </Button>
    </form>
  );
}
