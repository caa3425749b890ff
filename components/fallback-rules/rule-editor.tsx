"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { TextField } from "@/components/auth/text-field";
import { useForm } from "@/components/auth/use-form";
import { SimulationPanel } from "@/components/fallback-simulation/simulation-panel";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Notice } from "@/components/ui/notice";
import { toast } from "@/components/ui/toast";
import { sendJson } from "@/lib/client/get-json";
import type { RuleView, ruleView } from "@/lib/fallback/rules/contract";
import type { EditorChoices } from "@/lib/fallback/rules/editor-choices";
import { definitionOf, draftOf, newDraft } from "./draft";
import { LimitsCard } from "./limits-card";
import { StepsCard } from "./steps-card";
import { TriggerCard } from "./trigger-card";
import { useProblemWords } from "./use-problem-words";

type Props = {
  /** Null for a new rule. */
  readonly rule: Pick<RuleView, "id" | "name" | "version" | "definition"> | null;
  readonly choices: EditorChoices;
  readonly mayChange: boolean;
};

/** A rule's form. Saving makes a version; what runs by an earlier one goes on by it. */
export function RuleEditor({ rule, choices, mayChange }: Props) {
  const t = useTranslations("fallbackRules.editor");
  const steps = useTranslations("fallbackRules.steps");
  const [draft, setDraft] = useState(() => {
    if (rule) return draftOf(rule.name, rule.definition);
    const name = `{{name|${steps("smsSomebody")}}}`;
    return newDraft(choices.connections, steps("smsExample", { name }));
  });
  const save = useSave(rule);
  const { pending, submit, errorsOf, failure } = useForm(
    () => save(draft.name, definitionOf(draft)),
    useProblemWords(),
  );
  const editing = {
    draft,
    change: (part: Partial<typeof draft>) => setDraft((before) => ({ ...before, ...part })),
    errorsOf: (path: string) => errorsOf(`definition.${path}`),
  };
  return (
    <div className="flex flex-col gap-5">
      <form method="post" onSubmit={submit} noValidate>
        <fieldset disabled={!mayChange} className="flex min-w-0 flex-col gap-5">
          {!mayChange && <Notice>{t("readOnly")}</Notice>}
          {failure && (
            <Notice tone="danger" announce>
              {failure}
            </Notice>
          )}
          <Card>
            <TextField
              name="name"
              label={t("name")}
              hint={t("nameHint")}
              value={draft.name}
              onChange={(name) => editing.change({ name })}
              errors={errorsOf("name")}
              autoComplete="off"
            />
          </Card>
          <TriggerCard {...editing} />
          <StepsCard {...editing} choices={choices} />
          <LimitsCard {...editing} currency={choices.currency} />
          {mayChange && (
            <Button type="submit" variant="primary" loading={pending} className="self-start">
              {t(rule ? "save" : "create")}
            </Button>
          )}
        </fieldset>
      </form>
      <SimulationPanel definition={definitionOf(draft)} campaigns={choices.campaigns} />
    </div>
  );
}

function useSave(rule: Props["rule"]): (name: string, definition: unknown) => Promise<void> {
  const t = useTranslations("fallbackRules.editor");
  const router = useRouter();
  return async (name, definition) => {
    if (!rule) {
      const body = { name, definition };
      const made = await sendJson<typeof ruleView>("POST", "/api/fallback-rules", {
        body,
        has: ["id", "definition"],
      });
      toast.success(t("created"));
      router.push(`/settings/fallbacks/${made.id}`);
      return;
    }
    const { version } = rule;
    const body = { name, definition, version };
    const saved = await sendJson<typeof ruleView>("PATCH", `/api/fallback-rules/${rule.id}`, {
      body,
      has: ["id", "definition"],
    });
    toast.success(
      saved.version === version && saved.name === rule.name
        ? t("unchanged")
        : t("saved", { version: saved.version }),
    );
    router.refresh();
  };
}
