import { readFileSync } from "node:fs";
import { connect } from "node:net";
import type { Sent } from "./steady-rate";

/** Kept-alive connections, as a provider's pool has; what is due while none is free waits for the next. */
const CONNECTIONS = 64;
/** Milliseconds between looks at what is due, after a refused connection, and for the last answers. */
const TICK = 1;
const REFUSED = 50;
const LAST_ANSWERS = 10_000;

const [file = "", host = "", port = "", rate = ""] = process.argv.slice(2);
const bytes = readFileSync(file);
const count = bytes.readUInt32LE(0);
/** Where each request begins, and the last ends: a million buffers would keep the collector busy. */
const begins = new Float64Array(count + 1);
begins[0] = 4 + 4 * count;
for (let n = 0; n < count; n++) begins[n + 1] = (begins[n] as number) + bytes.readUInt32LE(4 + 4 * n);
const perMillisecond = Number(rate) / 1000;

const latencies: number[] = [];
const lateness: number[] = [];
const others: Record<string, number> = {};
const idle: ((request: number) => void)[] = [];
/** Requests that never reached the server, since it had closed the resting connection: sent again, as by any client. */
const again: number[] = [];
let due = 0;
let sent = 0;
let answered = 0;
let started = 0;
let stopping = false;

const dueAt = (request: number): number => started + request / perMillisecond;

function look(): void {
  const now = performance.now();
  for (; due < count && dueAt(due) <= now; due++) lateness.push(now - dueAt(due));
  sendDue();
}

/** In turns, so that no connection rests until the server closes it. */
function sendDue(): void {
  while (idle.length > 0 && (again.length > 0 || sent < due)) {
    const request = again.shift() ?? sent++;
    idle.shift()?.(request);
  }
}

function note(status: string, request: number): void {
  answered++;
  if (status === "200") latencies.push(performance.now() - dueAt(request));
  else others[status] = (others[status] ?? 0) + 1;
}

/** A connection that is replaced when it ends. */
function open(): void {
  const socket = connect({ host, port: Number(port), noDelay: true });
  let current: number | null = null;
  let answer = "";
  let used = 0;
  let connected = false;
  const take = (request: number): void => {
    current = request;
    used++;
    socket.write(bytes.subarray(begins[request], begins[request + 1]));
  };
  const rest = (): void => {
    idle.push(take);
    sendDue();
  };
  socket.on("connect", () => {
    connected = true;
    rest();
  });
  socket.on("data", (chunk: Buffer) => {
    answer += chunk.toString("latin1");
    const length = /content-length: (\d+)/i.exec(answer)?.[1];
    const head = answer.indexOf("\r\n\r\n");
    if (head < 0 || length === undefined || answer.length < head + 4 + Number(length)) return;
    if (current !== null) note(answer.slice(9, 12), current);
    current = null;
    answer = "";
    rest();
  });
  socket.on("error", () => {});
  socket.on("close", () => {
    const at = idle.indexOf(take);
    if (at >= 0) idle.splice(at, 1);
    if (current !== null && used > 1 && answer === "") again.push(current);
    else if (current !== null) note("none", current);
    if (!stopping) setTimeout(open, connected ? 0 : REFUSED);
  });
}

for (let n = 0; n < CONNECTIONS; n++) open();
while (idle.length < CONNECTIONS) await new Promise((resolve) => setTimeout(resolve, TICK));
started = performance.now();
const timer = setInterval(look, TICK);
process.once("disconnect", () => process.exit(1)); // nobody is left to be told
process.send?.("sending");
await new Promise((resolve) => process.once("message", resolve));

clearInterval(timer);
const latest = performance.now() + LAST_ANSWERS;
while (answered < due && performance.now() < latest) await new Promise((resolve) => setTimeout(resolve, 20));
stopping = true;
if (answered < due) others.none = (others.none ?? 0) + due - answered;
const all: Sent = { latencies, lateness, others };
process.send?.(all, () => process.exit(0));
