"use client";

import { Button } from "@/components/ui/button";
import { CopyField } from "@/components/ui/copy";

type Props = {
  readonly text: string;
  readonly name: string;
  readonly done: string;
  readonly onDone: () => void;
};

/** A secret that can't be shown again: to copy, and to leave on purpose. */
export function ShownOnce({ text, name, done, onDone }: Props) {
  return (
    <div className="flex flex-col gap-4">
      <CopyField text={text} name={name} />
      <Button variant="primary" onClick={onDone} className="self-end">
        {done}
      </Button>
    </div>
  );
}
