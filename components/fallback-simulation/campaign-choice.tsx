"use client";

import { ListFilter } from "lucide-react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Popover } from "@/components/ui/popover";

export type CampaignOption = { readonly id: string; readonly name: string };

type Props = {
  readonly campaigns: readonly CampaignOption[];
  /** Ids; none stands for all. */
  readonly chosen: readonly string[];
  readonly onChange: (chosen: readonly string[]) => void;
};

/** Which campaigns' past messages count. */
export function CampaignChoice({ campaigns, chosen, onChange }: Props) {
  const t = useTranslations("simulation");
  const toggle = (id: string, on: boolean): void =>
    onChange(on ? [...chosen, id] : chosen.filter((one) => one !== id));
  return (
    <Popover
      title={t("campaigns")}
      trigger={
        <Button variant="ghost" icon={<ListFilter aria-hidden />}>
          {t("campaignsChosen", { count: chosen.length })}
        </Button>
      }
    >
      <div className="flex flex-col gap-2">
        {campaigns.map(({ id, name }) => (
          <Checkbox
            key={id}
            label={name}
            checked={chosen.includes(id)}
            onCheckedChange={(on) => toggle(id, on)}
          />
        ))}
      </div>
    </Popover>
  );
}
