"use client";

import { Ban, CalendarClock, Check, CircleHelp, Send, SkipForward, UserRoundX } from "lucide-react";
import { useTranslations } from "use-intl";
import { Badge } from "@/components/ui/badge";
import type { AttemptState } from "@/lib/domain/fallback/attempt";

const LOOKS = {
  planned: { tone: "accent", icon: CalendarClock },
  dispatching: { tone: "accent", icon: Send },
  accepted: { tone: "accent", icon: Send },
  delivered: { tone: "ok", icon: Check },
  failed: { tone: "danger", icon: UserRoundX },
  cancelled: { tone: "neutral", icon: Ban },
  skipped: { tone: "neutral", icon: SkipForward },
  unknown: { tone: "warn", icon: CircleHelp },
} as const satisfies Record<AttemptState, object>;

/** An attempt's state as word, icon and colour. */
export function StateBadge({ state }: { readonly state: AttemptState }) {
  const t = useTranslations("fallbacks.states");
  const { tone, icon: Icon } = LOOKS[state];
  return (
    <Badge tone={tone} icon={<Icon aria-hidden />}>
      {t(state)}
    </Badge>
  );
}
