"use client";

import { authRequest } from "@/components/auth/auth-request";

/** Signs in and opens a page of our own, with a full load so that nothing of a former person stays. */
export async function startSession(
  email: string,
  password: string,
  next: string,
): Promise<"wrong" | "throttled" | "failed" | null> {
  const answer = await authRequest("callback/credentials", { email, password }).catch(() => undefined);
  if (answer?.status === 429) return "throttled";
  if (answer?.status === 401) return "wrong";
  if (!answer || answer.error || !answer.ok) return "failed";
  window.location.assign(next);
  return null;
}
