import type { VoiceRequest } from "@/lib/providers/sender";
import { escapeXml } from "@/lib/providers/shared/speech";

/** Seconds that Twilio waits for the key after the prompt. */
const KEY_SECONDS = 8;

/**
 * What Twilio speaks. A key pressed during the script counts too, so script and prompt are inside of Gather.
 * Source: twilio.com/docs/voice/twiml (Say, Gather); read 2026-11.
 */
export function twimlOf(call: VoiceRequest): string {
  const script = say(call, call.script, call.repeat);
  if (!call.confirm) return `<Response>${script}</Response>`;
  const gather = [
    'input="dtmf" numDigits="1" method="POST"',
    `timeout="${KEY_SECONDS}" action="${escapeXml(call.callbackUrl)}"`,
  ].join(" ");
  return `<Response><Gather ${gather}>${script}${say(call, call.confirm.prompt, 1)}</Gather></Response>`;
}

function say({ language, voice }: VoiceRequest, text: string, times: number): string {
  const loop = times > 1 ? ` loop="${times}"` : "";
  const named = voice === undefined ? "" : ` voice="${escapeXml(voice)}"`;
  return `<Say language="${escapeXml(language)}"${named}${loop}>${escapeXml(text)}</Say>`;
}
