import type { Running } from "@/lib/server/start";

export async function runDemo(_running: Running, _say: (text: string) => void): Promise<void> {
  throw new Error("not yet");
}
