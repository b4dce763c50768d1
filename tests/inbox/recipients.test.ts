import { describe, expect, test } from "bun:test";
import { recipientsOf } from "#src/inbox/recipients.ts";
import { strangersAmong } from "#src/inbox/reply-actions.ts";
import { answered } from "../support/answered.ts";

describe("to whom an answer goes", () => {
  const isOurs = (address: string) => address.endsWith("@example.ch");
  const people = (...addresses: string[]) => JSON.stringify(addresses.map((address) => ({ name: "", address })));
  const message = {
    kind: "in",
    from_address: "anna@kunde.ch",
    from_name: "Anna",
    to_addresses: people("support@example.ch", "chef@kunde.ch"),
    cc_addresses: people("anwalt@kanzlei.ch", "info@example.ch"),
    reply_to: "[]",
  } as const;
  const told = (one: Parameters<typeof recipientsOf>[0], mode: "reply" | "all") => {
    const { to, cc } = recipientsOf(one, mode, isOurs);
    return [to.map(({ address }) => address), cc.map(({ address }) => address)];
  };

  test("the writer, or everybody but us", () => {
    expect(told(message, "reply")).toEqual([["anna@kunde.ch"], []]);
    expect(told(message, "all")).toEqual([["anna@kunde.ch"], ["chef@kunde.ch", "anwalt@kanzlei.ch"]]);
  });

  test("Reply-To before From, unless it is ours", () => {
    expect(told({ ...message, reply_to: people("projekt@kunde.ch") }, "reply")).toEqual([["projekt@kunde.ch"], []]);
    expect(told({ ...message, reply_to: people("support@example.ch") }, "reply")).toEqual([["anna@kunde.ch"], []]);
  });

  test("what we sent goes on to the same people; nobody who got it unseen is named", () => {
    const ours = {
      ...message,
      kind: "out",
      from_address: "support@example.ch",
      to_addresses: people("anna@kunde.ch"),
    } as const;
    expect(told({ ...ours, bcc_addresses: people("geheim@x.ch") } as never, "all")).toEqual([
      ["anna@kunde.ch"],
      ["anwalt@kanzlei.ch"],
    ]);
  });

  test("nobody twice", () => {
    const twice = {
      ...message,
      to_addresses: people("anna@kunde.ch"),
      cc_addresses: people("anna@kunde.ch", "x@y.ch", "x@y.ch"),
    };
    expect(told(twice, "all")).toEqual([["anna@kunde.ch"], ["x@y.ch"]]);
  });

  test("who has had no part so far is told", () => {
    const { db, ticket } = answered();
    expect(strangersAmong(db, ticket, ["anna@kunde.ch", "neu@x.ch", "support@example.ch", "neu@x.ch"])).toEqual([
      "neu@x.ch",
    ]);
  });
});
