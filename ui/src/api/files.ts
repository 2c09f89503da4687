/** Authentication files: a hook a verb. */
import { useRead } from "./query";
import { useVerb } from "./verb";

/** Those of the current workspace, by name. */
export const useFiles = () => useRead("file.list", {});
export const useUploadFile = () => useVerb("file.upload");
export const useReplaceFile = () => useVerb("file.replace");
export const useDescribeFile = () => useVerb("file.describe");
export const useDeleteFile = () => useVerb("file.delete");

/** The bytes of a chosen file as a request wants them. */
export async function base64Of(file: Blob): Promise<string> {
  const url = await new Promise<string>((done, failed) => {
    const reader = new FileReader();
    reader.onload = () => done(String(reader.result));
    reader.onerror = () => failed(reader.error);
    reader.readAsDataURL(file);
  });
  return url.slice(url.indexOf(",") + 1);
}

/** Most bytes of a file; Rust refuses more, and a page need not read them. */
export const LARGEST_FILE = 1_048_576;
