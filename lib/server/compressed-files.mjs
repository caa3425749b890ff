// Scripts and styles compressed once, by the build, as small as brotli can make them: doing that for every
// request would take seconds. Plain JavaScript, because the build's entry has nothing else.
import { readdirSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants } from "node:zlib";

const compress = promisify(brotliCompress);

/** Where the build puts what browsers may keep for ever. */
export const STATIC_FOLDER = path.join(".next", "static");

/** @returns {string[]} files below `folder` whose name ends so */
export const filesBelow = (folder, ending) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && ending.test(entry.name))
    .map((entry) => path.join(entry.parentPath ?? entry.path, entry.name));

/** Writes `<name>.br` beside every script and style. */
export async function compressFiles(folder = STATIC_FOLDER) {
  await Promise.all(
    filesBelow(folder, /\.(js|css)$/).map(async (file) => {
      const content = await readFile(file);
      const params = { [constants.BROTLI_PARAM_SIZE_HINT]: content.length };
      await writeFile(`${file}.br`, await compress(content, { params }));
    }),
  );
}
