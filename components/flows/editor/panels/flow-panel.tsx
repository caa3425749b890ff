"use client";

import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { CopyField } from "@/components/ui/copy";
import { STARTING_RULE } from "@/lib/fallback/rules/starting-values";
import { useEditorContext, useProblems } from "../editor-context";
import { focusInspector, INSPECTOR_ID } from "../focus";
import { fieldOf } from "../problem-field";
import { useEditor, useEditorStore } from "../state/store";
import { useProblemText } from "../use-problem-text";
import { LimitsFields } from "./limits-fields";

/** What belongs to the flow as a whole: limits of its sending steps, and where statuses arrive. */
export function FlowPanel() {
  return (
    <div id={INSPECTOR_ID} className="flex flex-col gap-6 p-4">
      <Limits />
      <Addresses />
    </div>
  );
}

function Limits() {
  const t = useTranslations("flowEditor.flow");
  const limits = useEditor(({ definition }) => definition.limits);
  const sends = useEditor(({ definition }) =>
    definition.steps.some(({ type }) => type === "sms" || type === "call"),
  );
  const store = useEditorStore();
  const text = useProblemText();
  const problems = useProblems().all.filter((one) => fieldOf(one) === "limits");
  return (
    <section aria-labelledby="flow-limits" className="flex flex-col gap-4">
      <div className="flex flex-col gap-1">
        <h3 id="flow-limits" className="font-semibold text-sm">
          {t("limits")}
        </h3>
        <p className="text-ink-muted text-xs leading-relaxed">{t(sends ? "limitsText" : "limitsUnused")}</p>
      </div>
      {problems.map((one) => (
        <p
          key={one.code}
          className={one.severity === "error" ? "text-danger-text text-xs" : "text-warn-text text-xs"}
        >
          {text(one)}
        </p>
      ))}
      {limits ? (
        <LimitsFields
          limits={limits}
          onChange={(next, field) =>
            store.run({ do: "limits", limits: next }, { mergeKey: `limits.${field}` })
          }
        />
      ) : (
        <Button
          className="self-start"
          onClick={() => {
            store.run({ do: "limits", limits: STARTING_RULE.limits });
            focusInspector();
          }}
        >
          {t("setLimits")}
        </Button>
      )}
    </section>
  );
}

function Addresses() {
  const t = useTranslations("flowEditor.flow");
  const { flow } = useEditorContext();
  return (
    <section aria-labelledby="flow-addresses" className="flex flex-col gap-3">
      <div className="flex flex-col gap-1">
        <h3 id="flow-addresses" className="font-semibold text-sm">
          {t("addresses")}
        </h3>
        <p className="text-ink-muted text-xs leading-relaxed">
          {t(flow.campaigns.length === 0 ? "noCampaigns" : "addressesText")}
        </p>
      </div>
      {flow.campaigns.map(({ id, name, webhookUrls }) => (
        <div key={id} className="flex flex-col gap-2 rounded-lg border border-line p-3">
          <p className="font-medium text-sm">{name}</p>
          {webhookUrls.map(({ connection, url }) => (
            <div key={url} className="flex flex-col gap-1">
              <p className="text-ink-muted text-xs">{connection}</p>
              <CopyField text={url} name={t("address", { campaign: name, connection })} />
            </div>
          ))}
        </div>
      ))}
    </section>
  );
}
