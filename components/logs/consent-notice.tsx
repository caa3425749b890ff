import { Notice } from "@/components/ui/notice";
import { getTranslations } from "@/lib/i18n/server";

type Given = string | string[] | undefined;
const PROBLEMS = ["denied", "expired", "no_right", "failed"] as const;

/** How it went at Google, for who has just come back from there. */
export async function ConsentNotice({
  connected,
  problem,
}: {
  readonly connected: Given;
  readonly problem: Given;
}) {
  const t = await getTranslations("logs");
  const known = PROBLEMS.find((one) => one === problem);
  if (known)
    return (
      <Notice tone="warn" announce>
        {t(`consent.${known}`)}
      </Notice>
    );
  if (typeof connected !== "string") return null;
  return (
    <Notice tone="ok" announce>
      {t("consent.connected", { email: connected })}
    </Notice>
  );
}
