import { AppError } from "@/lib/errors";

export const MEGABYTE = 1_048_576;

/**
 * The exact bytes of a body, read no further than the limit.
 * @throws AppError too_large, before the whole body has been taken in
 */
export async function readBody(request: Request, maxBytes = MEGABYTE): Promise<Uint8Array<ArrayBuffer>> {
  const declared = Number(request.headers.get("content-length") ?? 0);
  if (declared > maxBytes) throw tooLarge(maxBytes);
  if (!request.body) return new Uint8Array();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body) {
    size += chunk.byteLength;
    if (size > maxBytes) throw tooLarge(maxBytes);
    chunks.push(chunk);
  }
  return Uint8Array.from(Buffer.concat(chunks, size));
}

/** The body as JSON. An empty body is an empty object, so that a POST without input needs no body. */
export async function readJson(request: Request, maxBytes = MEGABYTE): Promise<unknown> {
  const bytes = await readBody(request, maxBytes);
  if (bytes.length === 0) return {};
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch (cause) {
    throw new AppError("invalid_input", "The body is not valid JSON in UTF-8.", { cause });
  }
}

function tooLarge(maxBytes: number): AppError {
  const limit = maxBytes >= MEGABYTE ? `${maxBytes / MEGABYTE} MB` : `${maxBytes} bytes`;
  return new AppError("too_large", `The body is larger than ${limit}. Send less at a time.`);
}
