import { createHash } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** A tab as Google keeps it: rows of texts, and how many rows and columns its grid has. */
export type FakeTab = {
  sheetId: number;
  title: string;
  rows: string[][];
  rowCount: number;
  columnCount: number;
};
export type FakeSpreadsheet = {
  id: string;
  title: string;
  tabs: FakeTab[];
  marks: { metadataId: number; metadataKey: string; metadataValue: string }[];
  sharedWith: string[];
};

/**
 * What happens to a request: `drop_before` cuts the connection and does nothing, `drop_after` does it and cuts
 * the connection, `late` cuts the connection and does it when `carryOutLate` is called.
 */
export type Treatment =
  | "ok"
  | "drop_before"
  | "drop_after"
  | "late"
  | {
      readonly status: number;
      readonly reason?: string;
      readonly retryAfter?: number;
      readonly done?: boolean;
    };

export type SheetsCall = {
  readonly method: string;
  readonly path: string;
  readonly at: number;
  readonly bytes: number;
};

type Json = Record<string, unknown>;
type Answer = { status: number; body: Json };

class Refusal extends Error {
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** The most cells that a spreadsheet may have; smaller in tests. */
const MAX_CELLS = 10_000_000;

/**
 * A server that speaks the parts of Google's interfaces that logs use: the token address, spreadsheets (create,
 * get, batchUpdate, values.get), Drive's permissions and the consent page. batchUpdate is applied whole or not
 * at all, ids of developer metadata are unique in a spreadsheet, and only text goes into cells as text.
 */
export class SheetsServer {
  readonly spreadsheets = new Map<string, FakeSpreadsheet>();
  readonly calls: SheetsCall[] = [];
  /** Decides about each request to spreadsheets. */
  treat: (call: SheetsCall) => Treatment = () => "ok";
  /** The token address refuses everybody. */
  revoked = false;
  maxCells = MAX_CELLS;
  /** Writes that were carried out. */
  written = 0;
  private made = 0;
  private readonly late: (() => void)[] = [];
  private readonly tokens = new Set<string>();
  /** PKCE challenges by code. */
  private readonly challenges = new Map<string, string>();
  private readonly server: Server;

  private constructor() {
    this.server = createServer((request, response) => {
      this.serve(request, response).catch(() => response.destroy());
    });
  }

  static async listen(port = 0): Promise<SheetsServer> {
    const fake = new SheetsServer();
    await new Promise<void>((resolve) => fake.server.listen(port, "127.0.0.1", resolve));
    return fake;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
  }

  /** Access tokens that were given out work no more. */
  forgetTokens(): void {
    this.tokens.clear();
  }

  /** What was held back by `late` happens now. */
  carryOutLate(): void {
    for (const work of this.late.splice(0)) work();
  }

  addSpreadsheet(title: string, tabs: readonly Partial<FakeTab>[] = [{}]): FakeSpreadsheet {
    const id = `sheet-${++this.made}-of-the-test-server-000000000000000`;
    const made: FakeSpreadsheet = {
      id,
      title,
      marks: [],
      sharedWith: [],
      tabs: tabs.map((tab, n) => ({
        sheetId: n,
        title: `Sheet${n + 1}`,
        rows: [],
        rowCount: 1000,
        columnCount: 26,
        ...tab,
      })),
    };
    this.spreadsheets.set(id, made);
    return made;
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const text = await bodyOf(request);
    const url = new URL(request.url ?? "/", this.url);
    if (url.pathname === "/token") return this.giveToken(new URLSearchParams(text), response);
    if (url.pathname === "/o/oauth2/v2/auth") return this.consent(url, response);
    const call = {
      method: request.method ?? "GET",
      path: url.pathname,
      at: Date.now(),
      bytes: Buffer.byteLength(text),
    };
    this.calls.push(call);
    const authorised = this.tokens.has((request.headers.authorization ?? "").replace("Bearer ", ""));
    if (!authorised) return reply(response, failure(401, "Request had invalid authentication credentials."));
    const act = () => this.act(call, url, text === "" ? {} : JSON.parse(text));
    const treatment = this.treat(call);
    if (treatment === "ok") return reply(response, act());
    if (treatment === "drop_before" || treatment === "drop_after" || treatment === "late") {
      if (treatment === "drop_after") act();
      if (treatment === "late") this.late.push(act);
      request.socket.destroy();
      return;
    }
    if (treatment.done) act();
    if (treatment.retryAfter !== undefined) response.setHeader("retry-after", String(treatment.retryAfter));
    reply(response, failure(treatment.status, "As the test wants it.", treatment.reason));
  }

  private giveToken(form: URLSearchParams, response: ServerResponse): void {
    const refused = this.revoked || !this.knowsCode(form);
    if (refused) {
      reply(response, { status: 400, body: { error: "invalid_grant" } });
      return;
    }
    const token = `token-${Math.random().toString(36).slice(2)}`;
    this.tokens.add(token);
    const claims = { email: "owner@example.com", email_verified: true };
    const idToken = `e30.${Buffer.from(JSON.stringify(claims)).toString("base64url")}.x`;
    const offline =
      form.get("grant_type") === "authorization_code"
        ? {
            refresh_token: "a-refresh-token",
            id_token: idToken,
            scope:
              "openid email https://www.googleapis.com/auth/spreadsheets https://www.googleapis.com/auth/drive.file",
          }
        : {};
    reply(response, {
      status: 200,
      body: { access_token: token, expires_in: 3600, token_type: "Bearer", ...offline },
    });
  }

  /** A code is good once, for who can show what the challenge was made of. */
  private knowsCode(form: URLSearchParams): boolean {
    if (form.get("grant_type") !== "authorization_code") return true;
    const challenge = this.challenges.get(form.get("code") ?? "");
    this.challenges.delete(form.get("code") ?? "");
    const verifier = form.get("code_verifier") ?? "";
    return challenge === createHash("sha256").update(verifier).digest("base64url");
  }

  /** The consent page, with everybody agreeing. */
  private consent(url: URL, response: ServerResponse): void {
    const back = new URL(url.searchParams.get("redirect_uri") ?? "http://127.0.0.1/");
    const code = `code-${++this.made}`;
    this.challenges.set(code, url.searchParams.get("code_challenge") ?? "");
    back.searchParams.set("code", code);
    back.searchParams.set("state", url.searchParams.get("state") ?? "");
    response.writeHead(302, { location: back.href }).end();
  }

  private act(call: SheetsCall, url: URL, body: Json): Answer {
    try {
      const share = /^\/drive\/v3\/files\/([^/]+)\/permissions$/.exec(url.pathname);
      if (share) {
        this.find(share[1] ?? "").sharedWith.push(String(body.emailAddress));
        return { status: 200, body: { id: "1" } };
      }
      const [, id = "", rest = ""] = /^\/v4\/spreadsheets\/?([^/:]*)(.*)$/.exec(url.pathname) ?? [];
      if (id === "" && call.method === "POST")
        return { status: 200, body: describe(this.create(body), this.url) };
      if (rest === ":batchUpdate") return { status: 200, body: this.batchUpdate(id, body) };
      if (rest.startsWith("/values/"))
        return { status: 200, body: this.values(id, decodeURIComponent(rest.slice(8))) };
      return { status: 200, body: describe(this.find(id), this.url) };
    } catch (error) {
      if (error instanceof Refusal) return failure(error.status, error.message);
      throw error;
    }
  }

  private find(id: string): FakeSpreadsheet {
    const found = this.spreadsheets.get(decodeURIComponent(id));
    if (!found) throw new Refusal(404, "Requested entity was not found.");
    return found;
  }

  private create(body: Json): FakeSpreadsheet {
    const { properties, sheets = [] } = body as { properties: { title: string }; sheets?: SheetInput[] };
    const tabs = sheets.map((sheet) => ({
      ...tabOf(sheet.properties),
      rows: (sheet.data ?? []).flatMap((grid) => (grid.rowData ?? []).map(textsOf)),
    }));
    return this.addSpreadsheet(properties.title, tabs.length > 0 ? tabs : [{}]);
  }

  private values(id: string, range: string): Json {
    const title = /^'?([^'!]+)'?/.exec(range)?.[1] ?? "";
    const tab = this.find(id).tabs.find((one) => one.title === title);
    if (!tab) throw new Refusal(400, `Unable to parse range: ${range}`);
    return { range, majorDimension: "ROWS", values: tab.rows };
  }

  /** On a copy, which takes the original's place when every request was good. */
  private batchUpdate(id: string, body: Json): Json {
    const copy = structuredClone(this.find(id));
    const { requests } = body as { requests: Json[] };
    requests.forEach((request, n) => {
      const [[kind, input] = ["", {}]] = Object.entries(request) as [string, Json][];
      try {
        apply(copy, kind, input);
      } catch (error) {
        if (error instanceof Refusal)
          throw new Refusal(error.status, `Invalid requests[${n}].${kind}: ${error.message}`);
        throw error;
      }
    });
    const cells = copy.tabs.reduce((sum, tab) => sum + tab.rowCount * tab.columnCount, 0);
    if (cells > this.maxCells)
      throw new Refusal(
        400,
        `This action would increase the number of cells in the workbook above the limit of ${this.maxCells} cells.`,
      );
    this.spreadsheets.set(copy.id, copy);
    this.written++;
    return { spreadsheetId: copy.id, replies: [], updatedSpreadsheet: describe(copy, this.url) };
  }
}

type Properties = {
  sheetId?: number;
  title?: string;
  gridProperties?: { rowCount?: number; columnCount?: number };
};
type RowData = { values?: { userEnteredValue?: { stringValue?: string; formulaValue?: string } }[] };
type SheetInput = { properties: Properties; data?: { rowData?: RowData[] }[] };

const tabOf = ({ sheetId = 0, title = "Sheet1", gridProperties = {} }: Properties): FakeTab => ({
  sheetId,
  title,
  rows: [],
  rowCount: gridProperties.rowCount ?? 1000,
  columnCount: gridProperties.columnCount ?? 26,
});

const textsOf = ({ values = [] }: RowData): string[] =>
  values.map(({ userEnteredValue = {} }) => {
    if (userEnteredValue.formulaValue !== undefined) return `(calculated) ${userEnteredValue.formulaValue}`;
    return userEnteredValue.stringValue ?? "";
  });

function apply(sheet: FakeSpreadsheet, kind: string, input: Json): void {
  switch (kind) {
    case "addSheet": {
      const tab = tabOf(input.properties as Properties);
      if (sheet.tabs.some(({ title }) => title.toLowerCase() === tab.title.toLowerCase()))
        throw new Refusal(
          400,
          `A sheet with the name "${tab.title}" already exists. Please enter another name.`,
        );
      if (sheet.tabs.some(({ sheetId }) => sheetId === tab.sheetId))
        throw new Refusal(400, "A sheet with this id exists.");
      sheet.tabs.push(tab);
      return;
    }
    case "updateSheetProperties": {
      const { sheetId, title, gridProperties } = input.properties as Properties;
      const tab = tabById(sheet, sheetId);
      if (sheet.tabs.some((other) => other !== tab && other.title.toLowerCase() === title?.toLowerCase()))
        throw new Refusal(400, "A sheet with this name already exists.");
      tab.title = title ?? tab.title;
      tab.columnCount = gridProperties?.columnCount ?? tab.columnCount;
      tab.rows = tab.rows.map((row) => row.slice(0, tab.columnCount));
      return;
    }
    case "updateCells": {
      const { start, rows } = input as { start: { sheetId: number; rowIndex: number }; rows: RowData[] };
      const tab = tabById(sheet, start.sheetId);
      rows.forEach((row, n) => {
        tab.rows[start.rowIndex + n] = textsOf(row);
      });
      return;
    }
    case "appendCells": {
      const { sheetId, rows } = input as { sheetId: number; rows: RowData[] };
      const tab = tabById(sheet, sheetId);
      tab.rows.push(...rows.map(textsOf));
      tab.rowCount = Math.max(tab.rowCount, tab.rows.length);
      tab.columnCount = Math.max(tab.columnCount, ...rows.map(({ values = [] }) => values.length));
      return;
    }
    case "createDeveloperMetadata": {
      const { metadataId, metadataKey, metadataValue } = (
        input as { developerMetadata: FakeSpreadsheet["marks"][number] }
      ).developerMetadata;
      if (sheet.marks.some((mark) => mark.metadataId === metadataId))
        throw new Refusal(400, `Developer metadata with id ${metadataId} already exists.`);
      sheet.marks.push({ metadataId, metadataKey, metadataValue });
      return;
    }
    case "deleteDeveloperMetadata": {
      const { metadataKey, metadataValue } = (
        input as { dataFilter: { developerMetadataLookup: { metadataKey: string; metadataValue: string } } }
      ).dataFilter.developerMetadataLookup;
      sheet.marks = sheet.marks.filter(
        (mark) => mark.metadataKey !== metadataKey || mark.metadataValue !== metadataValue,
      );
      return;
    }
    default:
      throw new Refusal(400, "Unknown request.");
  }
}

function tabById(sheet: FakeSpreadsheet, sheetId: number | undefined): FakeTab {
  const tab = sheet.tabs.find((one) => one.sheetId === sheetId);
  if (!tab) throw new Refusal(400, `No grid with id: ${sheetId}`);
  return tab;
}

const describe = (sheet: FakeSpreadsheet, url: string): Json => ({
  spreadsheetId: sheet.id,
  spreadsheetUrl: `${url}/spreadsheets/d/${sheet.id}/edit`,
  properties: { title: sheet.title },
  developerMetadata: sheet.marks,
  sheets: sheet.tabs.map(({ sheetId, title, rowCount, columnCount }) => ({
    properties: { sheetId, title, gridProperties: { rowCount, columnCount } },
  })),
});

const failure = (status: number, message: string, reason?: string): Answer => ({
  status,
  body: { error: { code: status, message, ...(reason ? { details: [{ reason }] } : {}) } },
});

function reply(response: ServerResponse, { status, body }: Answer): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}
