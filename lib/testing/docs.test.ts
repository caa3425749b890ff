import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { envTable } from "@/lib/env";
import type { ProviderAdapter } from "@/lib/providers/provider";
import { providers } from "@/lib/providers/registry";
import { START_OPTIONS } from "@/lib/server/options";
import packageJson from "@/package.json";

const ROOT = path.resolve(import.meta.dirname, "../..");
const read = (name: string) => readFileSync(path.join(ROOT, name), "utf8");
const readme = read("README.md");

/** Folders and files of this repository that a document may name; what is made by running is not there yet. */
const PATH_IN_CODE = /^(?:app|components|e2e|lib|prisma|public|\.ci)\/[\w./-]*$/;

/** Text between two lines, without them. @throws when the document lacks one of them */
function between(text: string, start: string, end: string): string {
  const from = text.indexOf(start);
  const to = text.indexOf(end, from + start.length);
  if (from < 0 || to < 0) throw new Error(`${start} … ${end} is missing`);
  return text.slice(from + start.length, to).trim();
}

const matches = (text: string, pattern: RegExp): string[] =>
  [...text.matchAll(pattern)].map(([, found = ""]) => found);

/** Targets inside the repository: links, pictures, and paths in `code`. */
function pathsOf(text: string): string[] {
  const links = matches(text, /\]\(([^)#\s]+)[^)]*\)/g).filter((target) => !/^[a-z]+:/.test(target));
  const pictures = matches(text, /(?:src|srcset)="([^"]+)"/g);
  const code = matches(text, /`([^`\n]+)`/g).filter((word) => PATH_IN_CODE.test(word));
  return [...new Set([...links, ...pictures, ...code])];
}

/** A heading's anchor as GitHub makes it. */
const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s-]/gu, "")
    .replaceAll(" ", "-");

const sectionOf = (heading: string): string => between(`${readme}\n#`, `\n### ${heading}\n`, "\n#");

describe.each(["README.md", "CONTRIBUTING.md"])("%s", (name) => {
  const text = read(name);

  test("names only files and folders that exist", () => {
    expect(pathsOf(text)).not.toEqual([]);
    expect(pathsOf(text).filter((target) => !existsSync(path.join(ROOT, target)))).toEqual([]);
  });

  test("links only to headings that exist", () => {
    const anchors = matches(text, /^#+ (.+)$/gm).map(anchorOf);
    expect(matches(text, /\]\(#([^)]+)\)/g).filter((anchor) => !anchors.includes(anchor))).toEqual([]);
  });

  test("names only commands that exist", () => {
    const commands = matches(text, /npm run (?:-s )?([\w:-]+)/g);
    expect(commands).not.toEqual([]);
    expect(commands.filter((command) => !Object.hasOwn(packageJson.scripts, command))).toEqual([]);
  });

  test("shows only phone numbers that belong to nobody", () => {
    const reserved = /^\+?(120255501\d\d|447700900\d{3})$/;
    const numbers = matches(text, /"(\+?\d{8,15})"/g);
    expect(numbers.filter((number) => !reserved.test(number))).toEqual([]);
  });
});

describe("README", () => {
  test("has the table of settings as lib/env.ts makes it", () => {
    expect(between(readme, "<!-- env:start -->", "<!-- env:end -->")).toBe(envTable());
  });

  test("explains every option of the command line", () => {
    const rows = matches(readme, /^\| `--([\w-]+)` \|/gm);
    const options = Object.keys(START_OPTIONS).filter((option) => option !== "help");
    expect(rows.sort()).toEqual(options.sort());
  });

  test("maps exactly the folders of lib", () => {
    const mapped = matches(between(readme, "\nlib/\n", "\n```"), /^\s*([\w-]+)\/ /gm);
    const folders = readdirSync(path.join(ROOT, "lib"), { withFileTypes: true });
    const expected = folders.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
    expect(mapped.sort()).toEqual(expected.sort());
  });

  test.each(Object.values<ProviderAdapter>(providers))("tells how to set up $name", ({ name, settings }) => {
    const section = sectionOf(name);
    const needed = settings.filter((field) => field.purpose === "webhook" && field.required);
    const labels = needed.map((field) => field.label.en);
    expect(labels.filter((label) => !section.includes(label))).toEqual([]);
    expect(section).toContain("Webhook URL");
    expect(section).toMatch(/\*\*Campaign( tag)?:\*\*/);
  });
});
