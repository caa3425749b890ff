import type { VoiceRequest } from "@/lib/providers/sender";
import { plainOrSsml } from "@/lib/providers/shared/speech";

/** Seconds that Vonage waits for the key after the prompt; its own limit is 10. */
const KEY_SECONDS = 8;

/** Vonage has no names of voices but a number in each language, with "premium" for the better engine. */
export const VOICE = /^(\d{1,3})( premium)?$/;

/** What a call does. Source: developer.vonage.com "NCCO reference" (talk, input), vonage-node-sdk; read 2026-11. */
export function nccoOf(call: VoiceRequest): readonly object[] {
  const script = { ...talk(call, call.script), loop: call.repeat };
  if (!call.confirm) return [script];
  return [
    script,
    { ...talk(call, call.confirm.prompt), bargeIn: true }, // the key may come before the prompt has ended
    {
      action: "input",
      type: ["dtmf"],
      dtmf: { maxDigits: 1, timeOut: KEY_SECONDS },
      eventUrl: [call.callbackUrl],
      eventMethod: "POST",
    },
  ];
}

function talk({ language, voice }: VoiceRequest, text: string) {
  const [, style, premium] = VOICE.exec(voice ?? "") ?? [];
  return {
    action: "talk",
    text: plainOrSsml(text),
    language,
    ...(style !== undefined && { style: Number(style) }),
    ...(premium !== undefined && { premium: true }),
  };
}
