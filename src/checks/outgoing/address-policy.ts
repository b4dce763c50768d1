import type { Sentence } from "#src/problem.ts";

/** Null when the address (as text, IPv4 or IPv6) may be connected to; otherwise why not, as a sentence. */
export type AddressPolicy = (address: string) => Sentence | null;
