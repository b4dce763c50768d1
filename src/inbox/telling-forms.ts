import { z } from "zod";
import { both } from "#src/http/form.ts";
import { mailWordChoices, talkKinds } from "./telling.ts";

const chosen = z
  .union([z.string(), z.array(z.string())])
  .default([])
  .transform((typed) => [typed].flat());

/** `talk` is ticked as `3 ticket.created`: the number of the conversation and what it hears of. */
export const tellingForm = z
  .object({
    mail_words: z.enum(mailWordChoices, both({ de: "Bitte wählen.", en: "Please choose." })),
    talk: chosen,
  })
  .transform(({ mail_words, talk }) => {
    const pairs = talk.flatMap((typed) => {
      const [room = "", kind = ""] = typed.split(" ");
      return /^\d{1,9}$/.test(room) && (talkKinds as readonly string[]).includes(kind)
        ? [{ room: Number(room), kind }]
        : [];
    });
    const rooms = [...Map.groupBy(pairs, ({ room }) => room)];
    return {
      mail_words,
      talk: rooms.map(([room_id, ticked]) => ({
        room_id,
        kinds: talkKinds.filter((kind) => ticked.some((one) => one.kind === kind)).join(" "),
      })),
    };
  });
