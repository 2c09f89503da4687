/** Programs that live as long as their standard input is open, and tell in one line of JSON how to reach them. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { createInterface } from "node:readline";

export const ROOT = path.resolve(import.meta.dirname, "../../..");
export const BUILT = path.join(ROOT, "target/debug");

/** Longest time a program may take to end, in milliseconds. */
const ENDING = 15_000;

export interface Running<T> {
  said: T;
  stop: () => Promise<void>;
}

/** Starts a program and waits for its line. What it says on standard error is shown when it ends before that. */
export async function start<T>(program: string, args: string[] = [], env = process.env): Promise<Running<T>> {
  const child = spawn(program, args, { stdio: ["pipe", "pipe", "pipe"], env });
  let errors = "";
  child.stderr.on("data", (chunk: Buffer) => {
    errors += chunk.toString();
  });
  const ended = once(child, "exit") as Promise<[number | null, NodeJS.Signals | null]>;
  const line = await Promise.race([
    firstLine(child),
    ended.then(([code]) => {
      throw new Error(`${program} ended with ${code}\n${errors}`);
    }),
  ]);
  ended.catch(() => {});
  const stop = async () => {
    child.stdin.end();
    const late = setTimeout(() => child.kill("SIGKILL"), ENDING);
    const [, signal] = await ended;
    clearTimeout(late);
    if (signal) throw new Error(`${program} did not end within ${ENDING} ms after its input`);
  };
  return { said: JSON.parse(line) as T, stop };
}

async function firstLine(child: ChildProcess): Promise<string> {
  if (!child.stdout) throw new Error("no output to read");
  const [line] = (await once(createInterface({ input: child.stdout }), "line")) as [string];
  return line;
}
