/** What a message on segment-changes says, as far as this function wants to know. */
export interface SegmentChange {
  user_id: string;
  /** `none` where the user is gone. */
  segment: string;
  revision: number;
  /** Microseconds since 1970; a user's later change has a larger one. */
  changed_at: number;
}

const FIELDS = {user_id: "string", segment: "string", revision: "number", changed_at: "number"};

/** Takes no notice of fields that it does not know: there may be more one day. */
export function changeOf(data: unknown): SegmentChange {
  if (typeof data !== "object" || data === null) {
    throw new TypeError("the data is no JSON object");
  }
  for (const [name, type] of Object.entries(FIELDS)) {
    const value = (data as Record<string, unknown>)[name];
    if (typeof value !== type) {
      throw new TypeError(`${name} is ${JSON.stringify(value)}`);
    }
  }
  return data as SegmentChange;
}
