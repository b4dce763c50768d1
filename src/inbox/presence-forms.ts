import { z } from "zod";

/** What a tab says of itself; its name is made up by the page. */
export const presenceForm = z.object({
  tab: z.string().regex(/^[a-z0-9]{8,40}$/),
  doing: z.enum(["looking", "writing", "gone"]),
});
