"use client";

import { Search } from "lucide-react";
import { useEffect, useState } from "react";
import { Input } from "@/components/ui/input";

const PAUSE = 450; // ms without typing before the list is asked

type Props = {
  readonly label: string;
  readonly value: string;
  readonly onSearch: (text: string) => void;
};

/** Searches when the typing pauses, and at once on Enter. */
export function SearchBox({ label, value, onSearch }: Props) {
  const [text, setText] = useState(value);
  // The address can change without us, by "Clear filters" or the browser's Back.
  const [known, setKnown] = useState(value);
  if (known !== value) {
    setKnown(value);
    setText(value);
  }
  useEffect(() => {
    if (text.trim() === value) return;
    const timer = setTimeout(() => onSearch(text.trim()), PAUSE);
    return () => clearTimeout(timer);
  }, [text, value, onSearch]);
  return (
    <span className="relative block">
      <Search aria-hidden className="absolute top-1/2 left-2.5 size-4 -translate-y-1/2 text-ink-faint" />
      <Input
        type="search"
        aria-label={label}
        placeholder={label}
        value={text}
        onValueChange={setText}
        onKeyDown={(event) => event.key === "Enter" && onSearch(text.trim())}
        className="pl-8"
      />
    </span>
  );
}
