/** A DOS partition table with one Linux partition, as a volume of an older EC2 image has it. */
const SECTOR = 512;
/** The partition begins at 1 MiB, as every partitioning tool of the last fifteen years has it. */
export const PARTITION_START_BYTES = 2048 * SECTOR;

/** The first sector of the disk. */
export function writeMbr(partitionBytes: number, diskSignature: number): Buffer {
  const sector = Buffer.alloc(SECTOR);
  sector.writeUInt32LE(diskSignature >>> 0, 440);
  const entry = 446;
  sector.writeUInt8(0x80, entry);
  Buffer.from([0x20, 0x21, 0x00]).copy(sector, entry + 1);
  sector.writeUInt8(0x83, entry + 4);
  Buffer.from([0xfe, 0xff, 0xff]).copy(sector, entry + 5);
  sector.writeUInt32LE(PARTITION_START_BYTES / SECTOR, entry + 8);
  sector.writeUInt32LE(partitionBytes / SECTOR, entry + 12);
  sector.writeUInt16LE(0xaa55, 510);
  return sector;
}
