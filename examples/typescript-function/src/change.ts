/** The fields of a message that this function needs. */
export interface SegmentChange {
  user_id: string;
  /** `none` for a deleted user. */
  segment: string;
  revision: number;
  /** Microseconds since 1970; a user's later change has a larger one. */
  changed_at: number;
}

const FIELDS = {user_id: "string", segment: "string", revision: "number", changed_at: "number"};

/** Ignores unknown fields: later versions may add some. */
export function changeOf(data: unknown): SegmentChange {
  if (typeof data !== "object" || data === null) {
    throw new TypeError("the data is not a JSON object");
  }
  for (const [name, type] of Object.entries(FIELDS)) {
    const value = (data as Record<string, unknown>)[name];
    if (typeof value !== type) {
      throw new TypeError(`${name} is ${JSON.stringify(value)}`);
    }
  }
  return data as SegmentChange;
}
