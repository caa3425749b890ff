"use client";

import { type FormEvent, useState } from "react";
import { useTranslations } from "use-intl";
import { type FieldError, RequestError } from "@/lib/client/request-error";
import { useErrorText, useRefusalWords } from "@/lib/client/use-error-text";

type Form = {
  readonly pending: boolean;
  /** For the form's onSubmit. */
  submit(event: FormEvent<HTMLFormElement>): Promise<void>;
  /** What is wrong with one field, in the reader's language. */
  errorsOf(path: string): readonly string[];
  /** What is wrong with the whole, where no single field is to blame. */
  readonly failure: string | null;
};

/**
 * Sends a form; keeps what the server found wrong, beside the field where it belongs.
 * @param ownWords - a form's words for its own findings; null leaves a finding to the general ones
 */
export function useForm(send: () => Promise<void>, ownWords?: (problem: FieldError) => string | null): Form {
  const generalText = useProblemText();
  const problemText = (problem: FieldError): string => ownWords?.(problem) ?? generalText(problem);
  const errorText = useErrorText();
  const [pending, setPending] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const problems = error instanceof RequestError ? error.problems : [];
  return {
    pending,
    async submit(event) {
      event.preventDefault();
      const form = event.currentTarget;
      setPending(true);
      setError(null);
      try {
        await send();
      } catch (cause) {
        setError(cause);
        focusWrong(form);
      } finally {
        setPending(false);
      }
    },
    errorsOf: (path) => problems.filter((one) => one.path === path).map((one) => problemText(one)),
    failure: error === null || problems.some(({ path }) => path !== "") ? null : wholeText(),
  };

  function wholeText(): string {
    const [problem] = problems;
    return problem ? problemText(problem) : errorText(error);
  }
}

/** The first wrong field is where people go on; it is marked with the next render, which may take some frames. */
function focusWrong(form: HTMLFormElement): void {
  const until = performance.now() + 1000;
  const look = (): void => {
    const field = form.querySelector<HTMLElement>("[aria-invalid=true]");
    if (field) field.focus();
    else if (performance.now() < until) requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

/** A finding in the reader's language, where its code has words of ours. */
export function useProblemText(): (problem: FieldError) => string {
  const t = useTranslations("auth.problems");
  const refusalWords = useRefusalWords();
  return (problem) => {
    const { code, message } = problem;
    if (code !== undefined && t.has(code as never)) return t(code as never);
    return refusalWords(problem) ?? message;
  };
}
