"use client";

import { useTranslations } from "use-intl";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import type { StepEditing } from "./editing";
import { PairList } from "./pair-list";
import { TemplateField } from "./template-field";

const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;

export function HttpSettings({ step, change, errorsOf }: StepEditing<"http">) {
  const t = useTranslations("flowEditor.http");
  return (
    <>
      <Field label={t("method")} nativeLabel={false}>
        <Select
          className="w-32"
          options={METHODS.map((value) => ({ value, label: value }))}
          value={step.method}
          onValueChange={(method) => change({ method }, "method")}
        />
      </Field>
      <TemplateField
        stepId={step.id}
        label={t("url")}
        hint={t("urlHint")}
        errors={errorsOf("url")}
        value={step.url}
        onChange={(url) => change({ url }, "url")}
        maxLength={4000}
        placeholder="https://api.example.com/people"
        secrets
      />
      <PairList
        label={t("headers")}
        items={step.headers}
        onItems={(headers) => change({ headers }, "headers")}
        fresh={{ name: "", value: "" }}
        addLabel={t("addHeader")}
        removeLabel={(n) => t("removeHeader", { n })}
        errors={errorsOf("headers")}
      >
        {(header, set, n) => (
          <>
            <Field label={t("headerName")}>
              <Input
                value={header.name}
                maxLength={200}
                autoComplete="off"
                onValueChange={(name) => set({ ...header, name })}
              />
            </Field>
            <TemplateField
              stepId={step.id}
              label={t("headerValue")}
              errors={errorsOf(`headers.${n - 1}`)}
              value={header.value}
              onChange={(value) => set({ ...header, value })}
              maxLength={4000}
              secrets
            />
          </>
        )}
      </PairList>
      {step.method !== "GET" || step.body !== null ? (
        <TemplateField
          stepId={step.id}
          label={t("body")}
          hint={t("bodyHint")}
          errors={errorsOf("body")}
          value={step.body ?? ""}
          onChange={(body) => change({ body: body === "" ? null : body }, "body")}
          maxLength={50_000}
          multiline
          secrets
        />
      ) : null}
      <Results step={step} change={change} errorsOf={errorsOf} />
    </>
  );
}

function Results({ step, change, errorsOf }: StepEditing<"http">) {
  const t = useTranslations("flowEditor.http");
  return (
    <PairList
      label={t("results")}
      items={step.results}
      onItems={(results) => change({ results }, "results")}
      fresh={{ path: "", variable: "" }}
      addLabel={t("addResult")}
      removeLabel={(n) => t("removeResult", { n })}
      errors={errorsOf("results")}
    >
      {(result, set) => (
        <>
          <Field label={t("path")}>
            <Input
              value={result.path}
              maxLength={500}
              placeholder="data.items[0].name"
              autoComplete="off"
              onValueChange={(path) => set({ ...result, path })}
            />
          </Field>
          <Field label={t("variable")}>
            <Input
              value={result.variable}
              maxLength={64}
              placeholder="shop"
              autoComplete="off"
              onValueChange={(variable) => set({ ...result, variable })}
            />
          </Field>
        </>
      )}
    </PairList>
  );
}
