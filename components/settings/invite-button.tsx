"use client";

import { UserPlus } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { TextField } from "@/components/auth/text-field";
import { useForm } from "@/components/auth/use-form";
import { ShownOnce } from "@/components/settings/shown-once";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import { Select } from "@/components/ui/select";
import { ROLES, type Role } from "@/lib/auth/context";
import { sendJson } from "@/lib/client/get-json";

/** Asks for a role, then shows the link that was made for it. */
export function InviteButton() {
  const t = useTranslations("settings.members");
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const [link, setLink] = useState<string | null>(null);
  const change = (next: boolean): void => {
    setOpen(next);
    setLink(null);
    if (!next) router.refresh();
  };
  return (
    <Dialog
      open={open}
      onOpenChange={change}
      trigger={
        <Button variant="primary" icon={<UserPlus aria-hidden />}>
          {t("invite")}
        </Button>
      }
      title={link === null ? t("inviteTitle") : t("linkReady")}
      description={link === null ? t("inviteText") : t("linkReadyText")}
    >
      {link === null ? (
        <InviteForm onMade={setLink} />
      ) : (
        <ShownOnce text={link} name={t("linkReady")} done={t("done")} onDone={() => change(false)} />
      )}
    </Dialog>
  );
}

function InviteForm({ onMade }: { readonly onMade: (link: string) => void }) {
  const t = useTranslations("settings.members");
  const roles = useTranslations("shell.roles");
  const [role, setRole] = useState<Role>("operator");
  const [email, setEmail] = useState("");
  const { pending, submit, errorsOf, failure } = useForm(async () => {
    const { link } = await sendJson<{ link: string }>("POST", "/api/settings/invites", {
      body: { role, email },
      has: ["link"],
    });
    onMade(link);
  });
  return (
    <form method="post" onSubmit={submit} noValidate className="flex flex-col gap-4">
      {failure && (
        <Notice tone="danger" announce>
          {failure}
        </Notice>
      )}
      <Field label={t("role")} nativeLabel={false} hint={t("text")}>
        <Select
          options={ROLES.map((value) => ({ value, label: roles(value) }))}
          value={role}
          onValueChange={setRole}
        />
      </Field>
      <TextField
        name="email"
        type="email"
        label={t("inviteEmail")}
        hint={t("inviteEmailHint")}
        value={email}
        onChange={setEmail}
        errors={errorsOf("email")}
        optional
        autoComplete="off"
      />
      <Button type="submit" variant="primary" loading={pending} className="self-end">
        {t("makeLink")}
      </Button>
    </form>
  );
}
