import { ratio } from "@/lib/domain/campaign/metrics";
import { ATTEMPT_STATES, type AttemptState } from "@/lib/domain/fallback/attempt";
import { doubleTouched, netRecovered, recovered, sumFallbacks } from "@/lib/domain/fallback/people";
import { differenceOf, rateOf } from "@/lib/domain/fallback/proportion";
import type { FallbackReport } from "./definition";
import type { BaseRow, HoldoutRow, PeopleRow, StateRow } from "./query";

export function shapeFallback(
  states: readonly StateRow[],
  base: BaseRow,
  people: readonly PeopleRow[],
  holdout: readonly HoldoutRow[],
): FallbackReport {
  const total = sumFallbacks(people);
  const whole = base.rejected + total.calledForElse;
  const sum = (key: "attempts" | "answered" | "confirmed"): number =>
    states.reduce((all, row) => all + row[key], 0);
  return {
    asOf: base.asOf.toISOString(),
    currency: base.currency,
    attempts: sum("attempts"),
    channels: channelsOf(states),
    answered: sum("answered"),
    confirmed: sum("confirmed"),
    missed: whole,
    recovered: recovered(total),
    doubleTouched: doubleTouched(total),
    doubleTouchedMicros: total.doubleTouchedMicros,
    netRecovered: netRecovered(total),
    recoveryRate: ratio(recovered(total), whole),
    spentMicros: total.spentMicros,
    costPerRecoveredMicros: ratio(total.spentMicros, netRecovered(total)),
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
