/** One JSON line per event, with the request's id and no personal data. */
export type Log = (event: { level: "info" | "error"; what: string; [detail: string]: unknown }) => void;
