import { z } from "zod";

/** Words as they are typed; what is wrong with them the action says. */
export const tagForm = z.object({ tag: z.string().max(2000).default("") });
export const tagNameForm = z.object({ name: z.string().max(200).default("") });
export const mergeTagForm = z.object({ into: z.string().max(200).default("") });
