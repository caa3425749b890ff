import { createContext, useContext } from "react";
import type { FlowStep } from "@/lib/domain/flow/definition";
import type { FlowHeatmap } from "@/lib/reports/flow/definition";
import type { VisitState } from "@/lib/reports/flow/visit-states";
import type { Ramp, StepNumbers } from "./heat-model";

/** What is drawn: one version with its numbers, and those it is compared with. */
export type Heat = {
  readonly report: FlowHeatmap;
  readonly steps: readonly FlowStep[];
  readonly numbers: ReadonlyMap<string, StepNumbers>;
  readonly ramps: ReadonlyMap<string, Ramp>;
  /** Null while nothing is compared. */
  readonly other: { readonly report: FlowHeatmap; readonly numbers: ReadonlyMap<string, StepNumbers> } | null;
  readonly chosen: { readonly step: string; readonly exit: string | null } | null;
  readonly choose: (step: string, exit: string | null, state?: VisitState) => void;
};

const Context = createContext<Heat | null>(null);
export const HeatProvider = Context.Provider;

/** @throws outside of a `HeatProvider` */
export function useHeat(): Heat {
  const heat = useContext(Context);
  if (!heat) throw new Error("The heatmap's parts are drawn inside a HeatProvider.");
  return heat;
}
