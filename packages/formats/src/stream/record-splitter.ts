import { ByteWindow } from './byte-window.ts';
import { findRecordStart } from './find-record-start.ts';
import { JsonScanner, scanArrayInObject, scanClosed, scanError, scanMore } from './json-scanner.ts';
import { keyBefore } from './key-before.ts';

export interface SplitValue {
  bytes: Buffer;
  /** Indexes into `bytes`, valid only during the call. */
  start: number;
  end: number;
  /** Offset in the decoded object. */
  offset: number;
  maxDepth: number;
  members: number;
  hasLongNumber: boolean;
}

export interface SplitHandler {
  /** One complete value that stands where a record stands. False: it is not JSON; the splitter then looks for a record inside. */
  onValue(value: SplitValue): boolean;
  onEnvelope(length: number): void;
  /** `joins`: goes on directly behind the rejected span before it and is one with it. */
  onRejected(offset: number, length: number, reason: string, joins: boolean): void;
}

export interface SplitOptions {
  maxRecordBytes: number;
  /** Keys of a top-level object whose array holds the records. */
  arrayKeys: readonly string[];
  /** First keys of a record, with quotes: where to resume inside one line after damage. */
  firstKeys: readonly string[];
}

type Frame = 'array' | 'object';
type Candidate = { kind: 'value' | 'rest'; offset: number };

/** Bytes kept before the current position, for looking back. */
const lookBehind = 4096;
const maxFrames = 1000;
const rescanAllowance = 64 * 1024 * 1024;
const garbageReason = 'bytes that are not a JSON object';

/**
 * Splits a decoded stream into records without holding more than one record. Understands `{"Records":[…]}` (key anywhere at
 * top level), bare and nested arrays, JSON lines, objects one behind the other and one pretty-printed object, in any mixture.
 * Every byte is given to exactly one of onValue, onEnvelope and onRejected, in order, however the stream is cut into chunks.
 */
export class RecordSplitter {
  readonly #window = new ByteWindow();
  readonly #scanner = new JsonScanner();
  readonly #options: SplitOptions;
  readonly #handler: SplitHandler;
  readonly #firstKeys: Buffer[];
  readonly #frames: Frame[] = [];
  #position = 0;
  #candidate: Candidate | null = null;
  #resyncReason: string | null = null;
  /** A run of garbage reached the end of the window and may go on in the next chunk. */
  #inGarbage = false;
  #rescanned = 0;
  #isDamaged = false;

  constructor(options: SplitOptions, handler: SplitHandler) {
    this.#options = options;
    this.#handler = handler;
    this.#firstKeys = options.firstKeys.map((key) => Buffer.from(key));
  }

  push(chunk: Uint8Array): void {
    const moved = this.#window.append(chunk);
    this.#position -= moved;
    this.#scanner.at -= moved;
    this.#run(false);
  }

  /** Ends the stream. Returns true when it ended inside an array or object of records: the object was cut. */
  finish(): boolean {
    this.#run(true);
    return this.#frames.length > 0 && !this.#isDamaged;
  }

  #run(isFinal: boolean): void {
    const window = this.#window;
    while (this.#position < window.end || this.#candidate) {
      if (this.#resyncReason !== null) {
        if (!this.#resync(isFinal)) break;
      } else if (this.#candidate) {
        if (!this.#advance(this.#candidate, isFinal)) break;
      } else if (!this.#between(isFinal)) break;
    }
    const live = this.#candidate && !this.#isOversize(this.#candidate, this.#scanner.at);
    const needed = live ? this.#candidate!.offset - window.base : this.#candidate ? this.#scanner.at : this.#position;
    window.start = Math.max(0, needed - lookBehind);
  }

  /** Goes on inside the current candidate; false when more bytes are needed. */
  #advance(candidate: Candidate, isFinal: boolean): boolean {
    const window = this.#window;
    const scanner = this.#scanner;
    const result = scanner.scan(window.bytes, window.end);
    if (result === scanMore) {
      if (!isFinal) return false;
      scanner.at = window.end;
      this.#fail(
        candidate,
        candidate.kind === 'rest' ? 'the object ends early' : 'the object ends inside a record',
        true,
      );
    } else if (result === scanClosed) this.#closed(candidate);
    else if (result === scanError) this.#fail(candidate, scanner.error, isFinal);
    else if (result === scanArrayInObject) this.#arrayInObject(candidate);
    return true;
  }

  #arrayInObject(candidate: Candidate): void {
    const key = keyBefore(this.#window.bytes, this.#scanner.at);
    if (key === null || !this.#options.arrayKeys.includes(key) || this.#frames.length + 2 > maxFrames) {
      this.#scanner.enterArray();
      return;
    }
    const end = this.#scanner.at + 1;
    this.#handler.onEnvelope(this.#window.base + end - candidate.offset);
    if (candidate.kind === 'value') this.#frames.push('object');
    this.#frames.push('array');
    this.#candidate = null;
    this.#position = end;
  }

  #closed(candidate: Candidate): void {
    const { base, bytes } = this.#window;
    const end = this.#scanner.at;
    const length = base + end - candidate.offset;
    this.#candidate = null;
    this.#position = end;
    if (candidate.kind === 'rest') {
      this.#frames.pop();
      this.#handler.onEnvelope(length);
      return;
    }
    if (this.#isOversize(candidate, end)) {
      this.#reject(candidate.offset, length, `a record of ${length} bytes is larger than the limit`, false);
      return;
    }
    const { maxDepth, members, hasLongNumber } = this.#scanner;
    const start = candidate.offset - base;
    const value = { bytes, start, end, offset: candidate.offset, maxDepth, members, hasLongNumber };
    if (this.#handler.onValue(value)) return;
    const inner = findRecordStart(bytes, start + 1, end, this.#firstKeys, true).found;
    const cut = inner >= 0 && this.#mayRescan(end - inner, end) ? inner : end;
    this.#reject(candidate.offset, base + cut - candidate.offset, 'not valid JSON', false);
    this.#position = cut;
  }

  /** Structural damage at `scanner.at`: rejects up to the next place where a record can begin. */
  #fail(candidate: Candidate, reason: string, isFinal: boolean): void {
    const { base, bytes, end } = this.#window;
    const errorAt = this.#scanner.at;
    this.#candidate = null;
    this.#isDamaged = true;
    if (candidate.kind === 'rest') this.#frames.pop();
    const start = candidate.offset - base;
    let from = errorAt;
    if (!this.#isOversize(candidate, errorAt)) {
      const next = findRecordStart(bytes, start + 1, end, this.#firstKeys, isFinal);
      from = next.found >= 0 ? next.found : Math.max(next.decidedTo, start + 1);
      if (from < errorAt && !this.#mayRescan(errorAt - from, errorAt)) from = errorAt;
    }
    this.#reject(candidate.offset, base + from - candidate.offset, reason, false);
    this.#position = from;
    this.#resyncReason = reason;
  }

  /** Looks for the next record start; false when more bytes are needed. */
  #resync(isFinal: boolean): boolean {
    const { bytes, end, base } = this.#window;
    const next = findRecordStart(bytes, this.#position, end, this.#firstKeys, isFinal);
    const to = next.found >= 0 ? next.found : isFinal ? end : next.decidedTo;
    this.#reject(base + this.#position, to - this.#position, this.#resyncReason ?? garbageReason, true);
    this.#position = to;
    if (next.found < 0) return false;
    this.#resyncReason = null;
    return true;
  }

  /** One step between records: separators, brackets, the start of a value, or bytes that belong nowhere. */
  #between(isFinal: boolean): boolean {
    const { bytes, end, base } = this.#window;
    const frame = this.#frames.at(-1);
    if (frame === 'object') return this.#beginRest();
    let at = this.#position;
    if (this.#inGarbage && !endsGarbage(bytes[at]!, frame)) return this.#garbage(frame, true);
    this.#inGarbage = false;
    while (at < end && isSeparator(bytes[at]!)) at++;
    if (at > this.#position) return this.#envelopeTo(at);
    const byte = bytes[at]!;
    if (byte === 0x7b || byte === 0x22) {
      this.#candidate = { kind: 'value', offset: base + at };
      this.#scanner.begin(at);
      return true;
    }
    if (byte === 0x5b && this.#frames.length < maxFrames) {
      this.#frames.push('array');
      return this.#envelopeTo(at + 1);
    }
    if (byte === 0x5d && frame === 'array') {
      this.#frames.pop();
      return this.#envelopeTo(at + 1);
    }
    if (base + at === 0 && byte === 0xef) {
      if (end < 3 && !isFinal) return false;
      if (end >= 3 && bytes[1] === 0xbb && bytes[2] === 0xbf) return this.#envelopeTo(3);
    }
    return this.#garbage(frame, false);
  }

  #beginRest(): boolean {
    this.#candidate = { kind: 'rest', offset: this.#window.base + this.#position };
    this.#scanner.resumeObject(this.#position);
    return true;
  }

  /** Bytes that begin no object: up to the next brace, line end or, inside an array, separator. */
  #garbage(frame: Frame | undefined, joins: boolean): boolean {
    const { bytes, end, base } = this.#window;
    let at = this.#position + 1;
    while (at < end && !endsGarbage(bytes[at]!, frame)) at++;
    this.#reject(base + this.#position, at - this.#position, garbageReason, joins);
    this.#inGarbage = at === end;
    this.#position = at;
    return true;
  }

  #envelopeTo(index: number): boolean {
    this.#handler.onEnvelope(index - this.#position);
    this.#position = index;
    return true;
  }

  #reject(offset: number, length: number, reason: string, joins: boolean): void {
    if (length > 0) this.#handler.onRejected(offset, length, reason, joins);
    this.#isDamaged ||= length > 0;
  }

  #isOversize(candidate: Candidate, index: number): boolean {
    return this.#window.base + index - candidate.offset > this.#options.maxRecordBytes;
  }

  /** Reading a damaged stretch again is limited, so that hostile input cannot make the work quadratic. */
  #mayRescan(length: number, index: number): boolean {
    if (this.#rescanned + length > 2 * (this.#window.base + index) + rescanAllowance) return false;
    this.#rescanned += length;
    return true;
  }
}

function isSeparator(byte: number): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09 || byte === 0x2c;
}

function endsGarbage(byte: number, frame: Frame | undefined): boolean {
  if (byte === 0x7b || byte === 0x0a) return true;
  return frame === 'array' && (byte === 0x2c || byte === 0x5d);
}
