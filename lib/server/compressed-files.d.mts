export const STATIC_FOLDER: string;
export function filesBelow(folder: string, ending: RegExp): string[];
export function compressFiles(folder?: string): Promise<void>;
