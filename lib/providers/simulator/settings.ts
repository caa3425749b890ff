import type { SettingsField, SetupGuide } from "@/lib/providers/provider";
import { apiBaseField } from "@/lib/providers/shared/api-base";

export const settings: readonly SettingsField[] = [
  {
    key: "secret",
    label: { en: "Secret", zh: "密钥" },
    help: {
      en: "Made up by us. Whoever posts statuses signs the body with it.",
      zh: "由我们生成。发送状态的一方用它对请求正文签名。",
    },
    secret: true,
    required: true,
    purpose: "webhook",
    generated: true,
  },
  {
    ...apiBaseField("https://gateway.example.com"),
    help: {
      en: "Only for your own gateway or for tests: SMS and calls are then posted there. Empty: nothing is sent to anyone.",
      zh: "仅用于您自己的网关或测试：短信和语音将提交到该地址。留空则不会向任何人发送。",
    },
  },
];

export const guide: SetupGuide = {
  en: [
    "The simulator sends nothing to anyone: it is for the demo, for tests and for trying out the product.",
    "Use “Send a test status” on this page, or post your own statuses to {webhookUrl}.",
    'The body is `{"statuses":[{"id":"m-1","status":"delivered","timestamp":1791194404000,"recipient":"+12025550123","tag":"autumn"}]}` with up to 1,000 statuses in one request.',
    "Sign it: header `X-Simulator-Signature` with `sha256=` and the hex HMAC-SHA256 of the body under {field:secret}.",
    "In fallbacks it accepts every SMS and call and answers with made-up statuses a few seconds later: about 9 of 10 numbers are reached, and the same number always has the same result.",
  ],
  zh: [
    "模拟器不会向任何人发送消息：用于演示、测试和试用本产品。",
    "使用本页的“发送测试状态”，或自行向 {webhookUrl} 提交状态。",
    '正文为 `{"statuses":[{"id":"m-1","status":"delivered","timestamp":1791194404000,"recipient":"+12025550123","tag":"autumn"}]}` 每个请求最多 1,000 条状态。',
    "签名：请求头 `X-Simulator-Signature` 的值为 `sha256=` 加上以 {field:secret} 为密钥的正文 HMAC-SHA256（十六进制）。",
    "用于补发时，它接受所有短信和语音，并在几秒后返回虚构的状态：约九成号码可触达，同一号码的结果始终相同。",
  ],
};
