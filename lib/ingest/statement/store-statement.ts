import {
  CANCELLED_ATTEMPTS,
  FIRST_ATTEMPTS,
  FLOW_RUNS,
  LOG_ROWS,
  WOKEN_RUNS,
} from "@/lib/ingest/statement/consequences";
import { EVENTS_INPUT, eventLog } from "@/lib/ingest/statement/events";
import { UPSERT, WORD_PARTS } from "@/lib/ingest/statement/messages";
import { FLOW_PATHS, ROLL_UPS } from "@/lib/ingest/statement/roll-ups";

/** What a batch asks of its statement beside messages, events and roll-ups; a part costs its start even for no row. */
export type Needs = {
  /** Merging lists of unknown words. */
  readonly words: boolean;
  /** Planning and cancelling attempts: while any campaign falls back by itself, or anything is planned. */
  readonly ledger: boolean;
  /** Runs of flows that go on beyond the batch, or flows that differ between campaigns. */
  readonly runs: boolean;
  /** Runs that wait for a status of their message. */
  readonly wakes: boolean;
  /** Rows for logs outside. */
  readonly logs: boolean;
};

export type StoreStatement = {
  readonly name: string;
  readonly text: string;
  /** Names of the parameters in their order; see `batchOf`. */
  readonly parameters: readonly string[];
};

const made = new Map<string, StoreStatement>();

/**
 * The one statement of a batch: message rows merged by the fold, first occurrences to the event log, the
 * differences of old and new rows to the roll-ups, and what follows from them.
 *
 * Why one statement: it is one round trip and one commit for all requests that wait, and PostgreSQL 18's
 * RETURNING old/new tells the real transition also when another process changed the same row meanwhile
 * (ON CONFLICT waits for it). Counting from transitions makes repeats free: they write nothing.
 *
 * Times travel as milliseconds since the epoch.
 */
export function storeStatement(needs: Needs): StoreStatement {
  const name = `store${Object.entries(needs)
    .map(([part, needed]) => (needed ? `_${part}` : ""))
    .join("")}`;
  const known = made.get(name);
  if (known) return known;
  const statement = { name, ...numbered(textOf(needs)) };
  made.set(name, statement);
  return statement;
}

function textOf({ words, ledger, runs, wakes, logs }: Needs): string {
  const parts = [
    EVENTS_INPUT,
    ledger
      ? UPSERT.replace("new.error_code AS code", "new.error_code AS code, new.recipient AS to_number")
      : UPSERT,
    eventLog(runs),
    ROLL_UPS,
    ...(ledger ? [FIRST_ATTEMPTS, CANCELLED_ATTEMPTS] : []),
    ...(runs ? [FLOW_RUNS] : []),
    ...(wakes ? [WOKEN_RUNS] : []),
    ...(logs ? [LOG_ROWS] : []),
  ];
  // It answers with no row: describing, sending and reading a single one costs 6 us of a status's 110.
  const text = `WITH ${parts.join(",")}\n${FLOW_PATHS}`;
  return words ? text : WORD_PARTS.reduce((sql, [part, replacement]) => sql.replace(part, replacement), text);
}

/** PostgreSQL knows parameters by number: ":name" becomes "$n". */
function numbered(sql: string): Pick<StoreStatement, "text" | "parameters"> {
  const parameters: string[] = [];
  const text = sql.replace(/(?<!:):([a-z]\w*)/g, (_, name: string) => {
    if (!parameters.includes(name)) parameters.push(name);
    return `$${parameters.indexOf(name) + 1}`;
  });
  return { text, parameters };
}
