"use client";

import { useRouter } from "next/navigation";
import { useProblemText } from "@/components/auth/use-form";
import { toast } from "@/components/ui/toast";
import { RequestError } from "@/lib/client/request-error";
import { useErrorText } from "@/lib/client/use-error-text";

/**
 * Runs a change outside a form, says how it went, and shows the page anew.
 * @returns a function whose result is false after a failure, so that a confirmation stays open
 */
export function useChange(): (work: () => Promise<string>) => Promise<boolean> {
  const router = useRouter();
  const errorText = useErrorText();
  const problemText = useProblemText();
  return async (work) => {
    try {
      toast.success(await work());
      router.refresh();
      return true;
    } catch (error) {
      const problem = error instanceof RequestError ? error.problems[0] : undefined;
      toast.error(problem ? problemText(problem) : errorText(error));
      return false;
    }
  };
}
