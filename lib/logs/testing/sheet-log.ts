import { generateKeyPairSync } from "node:crypto";
import type { Pool } from "pg";
import type { FakeSpreadsheet, SheetsServer } from "@/lib/logs/testing/sheets-server";

let pem: string | undefined;

/** A service account's key file, as Google's console saves it. */
export function keyFile(email = "reports@project.iam.gserviceaccount.com"): string {
  pem ??= generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey.export({
    type: "pkcs8",
    format: "pem",
  }) as string;
  return JSON.stringify({
    type: "service_account",
    client_email: email,
    private_key: pem,
    private_key_id: "k1",
  });
}

/** Rows that wait, numbered in the descriptions' column by their raw status. */
export async function addRows(
  pool: Pool,
  log: { workspaceId: number; id: number },
  from: number,
  n: number,
): Promise<void> {
  await pool.query(
    `INSERT INTO log_row (workspace_id, log_id, campaign_id, message_id, status, raw_status, occurred_at, cells)
     SELECT $1::int, $2::int, 1, nth, 2, 'sent', now(), jsonb_build_array(jsonb_build_array('No', nth::text))
     FROM generate_series($3::int, $3::int + $4::int - 1) AS nth ORDER BY nth`,
    [log.workspaceId, log.id, from, n],
  );
}

/** First cells below the headers, tab after tab. */
export const numbersIn = (sheet: FakeSpreadsheet | undefined): number[] =>
  (sheet?.tabs ?? []).flatMap(({ rows }) => rows.slice(1).map(([first]) => Number(first)));

/** All spreadsheets of the server, in the order in which they were made. */
export const numbersOf = (server: SheetsServer): number[] =>
  [...server.spreadsheets.values()].flatMap(numbersIn);
