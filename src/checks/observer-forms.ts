import { z } from "zod";
import { both } from "#src/http/form.ts";
import { hostFrom } from "./kinds/config.ts";

const bad = both({
  de: "Ein Server und ein Port, zum Beispiel 192.168.1.1:53 oder ns1.example.ch:53.",
  en: "A server and a port, for example 192.168.1.1:53 or ns1.example.ch:53.",
});

export const referenceForm = z.object({
  target: z
    .string(bad)
    .trim()
    .transform((typed, context) => {
      const [, host = "", port = ""] = /^(.+):(\d{1,5})$/.exec(typed) ?? [];
      const name = hostFrom(host);
      const number = Number(port);
      if (name !== null && number >= 1 && number <= 65_535) return { host: name, port: number };
      context.addIssue({ code: "custom", message: bad });
      return { host: "", port: 0 };
    }),
});
