/** Counts of what was asked of the range; `GET /_range/calls` and `GET /_range/unknown` show them. */
export interface CallCount {
  service: string;
  operation: string;
  accountId: string;
  region: string;
  count: number;
  /** Error code → how often it was answered. */
  errors: Record<string, number>;
}

export interface UnknownCall {
  service: string;
  operation: string;
  method: string;
  path: string;
  atMs: number;
}

const MAX_UNKNOWN = 1000;

export class CallLog {
  private readonly counts = new Map<string, CallCount>();
  private unknownCalls: UnknownCall[] = [];

  count(call: { service: string; operation: string; accountId: string; region: string }, errorCode?: string): void {
    const key = `${call.service} ${call.operation} ${call.accountId} ${call.region}`;
    let entry = this.counts.get(key);
    if (!entry) {
      entry = { ...call, count: 0, errors: {} };
      this.counts.set(key, entry);
    }
    entry.count += 1;
    if (errorCode !== undefined) entry.errors[errorCode] = (entry.errors[errorCode] ?? 0) + 1;
  }

  noteUnknown(call: UnknownCall): void {
    if (this.unknownCalls.length < MAX_UNKNOWN) this.unknownCalls.push(call);
  }

  calls(): CallCount[] {
    return [...this.counts.values()];
  }

  unknown(): UnknownCall[] {
    return [...this.unknownCalls];
  }

  reset(): void {
    this.counts.clear();
    this.unknownCalls = [];
  }
}
