import { z } from "zod";
import { lineField } from "#src/http/fields.ts";
import { both } from "#src/http/form.ts";
import { readAddressList } from "./address-list.ts";

const noAddress = both({ de: "Das ist keine Mailadresse.", en: "That is no mail address." });

/** One address, lower-case. */
const addressField = z
  .string(noAddress)
  .max(320, noAddress)
  .transform((typed, context): string => {
    const { addresses, wrong } = readAddressList(typed.trim());
    const [one, ...more] = addresses;
    if (one && more.length === 0 && wrong.length === 0) return one.address;
    context.addIssue({ code: "custom", message: noAddress });
    return z.NEVER;
  });

const nameOfPerson = lineField(200).transform((typed) => typed ?? "");

export const newCustomerForm = z.object({ name: nameOfPerson, address: addressField });

export const customerForm = z.object({
  name: nameOfPerson,
  note: z
    .string()
    .max(10_000, both({ de: "Höchstens 10 000 Zeichen.", en: "At most 10,000 characters." }))
    .default("")
    .transform((typed) => typed.replaceAll("\r\n", "\n").trim()),
});

export const addressForm = z.object({ address: addressField });

/** An address as it stands on the page. */
export const partForm = z.object({ address: z.string(noAddress).min(1, noAddress).max(320) });

/** The number of a person, or one of their addresses. */
export const mergeCustomerForm = z.object({
  with: z
    .string(both({ de: "Mit wem? Geben Sie eine Adresse ein.", en: "With whom? Type an address." }))
    .trim()
    .min(1, both({ de: "Mit wem? Geben Sie eine Adresse ein.", en: "With whom? Type an address." }))
    .max(320),
});

export const unmergeCustomerForm = z.object({ from: z.coerce.number().int().positive() });
