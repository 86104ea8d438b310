/**
 * A dump is one gzip stream of: a header line (JSON); frames, each a JSON line and that many bytes of `COPY` text;
 * an end line (JSON). Frames are slices of a table's text, cut anywhere, so that neither side ever holds more than
 * one, and are checked before they are used.
 */
export const FORMAT = 'isomer-data';
export const FORMAT_VERSION = 1;

/** Bytes of text in a frame, at most. */
export const FRAME_BYTES = 256 * 1024;

export interface DumpHeader {
  format: typeof FORMAT;
  version: number;
  /** ISO 8601. */
  createdAt: string;
  /** `server_version` of the source. */
  postgres: string;
  schemas: string[];
  /** Per schema, the names in its `migrations` table; absent where there is none. */
  migrations: Record<string, string[]>;
  /** In the order their frames follow. */
  tables: DumpTable[];
  sequences: { schema: string; name: string }[];
}

export interface DumpTable {
  schema: string;
  name: string;
  /** In the order of the text. Generated columns are not in it. */
  columns: { name: string; type: string }[];
  partitioned: boolean;
  rows: number;
}

export interface DumpFrame {
  /** Index into `tables`; never falls. */
  table: number;
  bytes: number;
  crc32: number;
}

export interface DumpEnd {
  /** Read after the rows, so never behind them. */
  sequences: { schema: string; name: string; last: string; called: boolean }[];
  /** Of every byte before this line, uncompressed; hexadecimal. */
  sha256: string;
}

/** How far it is. `rows` counts those of all tables. */
export interface DataProgress {
  table: string;
  rows: number;
  totalRows: number;
}
