import { partOf, type Wanted } from "./mail-part.ts";

declare const self: Worker;

self.onmessage = ({ data: { raw, wanted } }: MessageEvent<{ raw: Uint8Array; wanted: Wanted }>) => {
  self.postMessage(partOf(raw, wanted));
};
