import { createWriteStream } from "node:fs";
import { get } from "node:http";
import { pipeline } from "node:stream/promises";

// A process of its own, so that taking a large file does not disturb who measures beside it.
const [url = "", apiKey = "", file = ""] = process.argv.slice(2);
const started = performance.now();
const answer = await new Promise<import("node:http").IncomingMessage>((resolve, reject) => {
  get(url, { headers: { authorization: `Bearer ${apiKey}` } }, resolve).once("error", reject);
});
await pipeline(answer, createWriteStream(file));
process.send?.({ status: answer.statusCode, seconds: (performance.now() - started) / 1000 });
process.disconnect?.();
