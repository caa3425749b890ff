import { simulateInput } from "@/lib/fallback/simulate/contract";
import { simulateRule } from "@/lib/fallback/simulate/simulate";
import { appRoute } from "@/lib/http/app-route";

export const POST = appRoute({
  role: "viewer",
  input: simulateInput,
  handler: (ctx, input) => simulateRule(ctx, input, Date.now()),
});
