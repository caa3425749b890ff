import type { Metadata } from "next";
import { AllMessages } from "@/components/campaigns/messages/all-messages";
import { mayAct } from "@/lib/auth/context";
import { requireSession } from "@/lib/auth/session";
import { ClientMessages } from "@/lib/i18n/client-messages";
import { getTranslations } from "@/lib/i18n/server";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("campaign"))("messages.all") };
}

export default async function AllMessagesPage() {
  const { role } = await requireSession();
  return (
    <ClientMessages namespaces={["campaign", "metrics"]}>
      <AllMessages mayUsePrefix={mayAct(role, "operator")} />
    </ClientMessages>
  );
}
