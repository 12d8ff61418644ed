/** Bounds on what one object may cost. All in bytes unless the name says otherwise. */
export interface StreamLimits {
  /** One record larger than this is rejected; the stream goes on after it. */
  maxRecordBytes: number;
  /** A gzip stream is refused when it is above `maxRatio` : 1 after this many decoded bytes. */
  ratioFromDecodedBytes: number;
  maxRatio: number;
  /** Hard end of one decoded object, whatever its ratio. */
  maxDecodedBytes: number;
  /** Values nested deeper are kept as text. */
  maxDepth: number;
  /** Members of one record; containers that begin beyond are kept as text. */
  maxFields: number;
}

const mebibyte = 1024 * 1024;

export const defaultStreamLimits: StreamLimits = {
  maxRecordBytes: 64 * mebibyte,
  ratioFromDecodedBytes: 1024 * mebibyte,
  maxRatio: 200,
  maxDecodedBytes: 1024 * 1024 * mebibyte,
  maxDepth: 64,
  maxFields: 10_000,
};
