import { ratio } from "@/lib/domain/campaign/metrics";
import { ATTEMPT_STATES, type AttemptState } from "@/lib/domain/fallback/attempt";
import { differenceOf, rateOf } from "@/lib/domain/fallback/proportion";
import type { FallbackReport } from "./definition";
import type { HoldoutRow, OutcomeRow, StateRow } from "./query";

export function shapeFallback(
  states: readonly StateRow[],
  outcome: OutcomeRow,
  holdout: readonly HoldoutRow[],
): FallbackReport {
  const { recovered, doubleTouched, spentMicros } = outcome;
  const missed = outcome.rejected + outcome.calledForElse;
  const netRecovered = recovered - doubleTouched;
  const sum = (key: "attempts" | "answered" | "confirmed"): number =>
    states.reduce((total, row) => total + row[key], 0);
  return {
    asOf: outcome.asOf.toISOString(),
    currency: outcome.currency,
    attempts: sum("attempts"),
    channels: channelsOf(states),
    answered: sum("answered"),
    confirmed: sum("confirmed"),
    missed,
    recovered,
    doubleTouched,
    doubleTouchedMicros: outcome.doubleTouchedMicros,
    netRecovered,
    recoveryRate: ratio(recovered, missed),
    spentMicros,
    costPerRecoveredMicros: ratio(spentMicros, netRecovered),
    holdout: holdoutOf(holdout),
  };
}

/** Channels in use, each with every state. */
function channelsOf(states: readonly StateRow[]): FallbackReport["channels"] {
  return (["sms", "voice"] as const).flatMap((channel, at) => {
    const rows = states.filter((row) => row.channel === at + 1);
    if (rows.length === 0) return [];
    const byState = Object.fromEntries(ATTEMPT_STATES.map((state) => [state, 0])) as Record<
      AttemptState,
      number
    >;
    for (const { state, attempts } of rows) byState[state] = attempts;
    return [{ channel, byState }];
  });
}

function holdoutOf(rows: readonly HoldoutRow[]): FallbackReport["holdout"] {
  const groupOf = (isHeld: boolean) => {
    const { people = 0, reached = 0 } = rows.find(({ held }) => held === isHeld) ?? {};
    return { people, reached, rate: rateOf({ hits: reached, total: people }) };
  };
  const [treated, held] = [groupOf(false), groupOf(true)];
  if (held.people === 0) return null;
  const difference = differenceOf(
    { hits: treated.reached, total: treated.people },
    { hits: held.reached, total: held.people },
  );
  return {
    treated,
    held,
    difference,
    isClear: difference !== null && (difference.low > 0 || difference.high < 0),
  };
}
