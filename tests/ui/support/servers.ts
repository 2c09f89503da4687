/** What all tests share, started once and ended at the end: two real MariaDBs, and stand-ins for OSS and MaxCompute. */
import path from "node:path";
import { BUILT, start } from "./process";

export interface Database {
  host: string;
  plain_port: number;
  tls_port: number;
  ca: string;
  user: string;
  reader: string;
  password: string;
  odd_user: string;
  odd_password: string;
  database: string;
}

export interface Standin {
  endpoint: string;
  regionId: string;
  users: { accessId: string; accessKey: string; securityToken: string | null }[];
}

export interface Standins {
  oss: Standin & { bucket: string };
  maxcompute: Standin & { project: string };
}

export default async function globalSetup() {
  const example = (name: string) => path.join(BUILT, "examples", name);
  const [mariadb, standins] = await Promise.all([
    start<Database>(example("mariadb")),
    start<Standins>(example("standins")),
  ]);
  // The way to the workers, which are processes of their own.
  process.env.HEADWATER_TEST_MARIADB = JSON.stringify(mariadb.said);
  process.env.HEADWATER_TEST_STANDINS = JSON.stringify(standins.said);
  return () => Promise.all([mariadb.stop(), standins.stop()]).then(() => {});
}

const told = <T>(variable: string): T => JSON.parse(process.env[variable] ?? "{}") as T;

export const database = told<Database>("HEADWATER_TEST_MARIADB");
export const standins = told<Standins>("HEADWATER_TEST_STANDINS");
