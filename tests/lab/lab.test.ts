import { expect } from "bun:test";
import { labTest, theLab } from "../support/lab.ts";

labTest(
  "the servers of the lab take a mail in and count it",
  async () => {
    const lab = await theLab();
    const { user } = await lab.newAccount("lab");
    expect(await lab.count(user)).toBe(0);
    const mail = "From: ann@customer.test\r\nSubject: hello\r\n\r\nhello\r\n";
    const curl = Bun.spawn(
      [
        "curl",
        "-sS",
        "--url",
        `smtp://127.0.0.1:${lab.ports.mx}`,
        "--mail-from",
        "ann@customer.test",
        "--mail-rcpt",
        user,
        "-T",
        "-",
      ],
      { stdin: new Blob([mail]), stdout: "ignore", stderr: "inherit" },
    );
    expect(await curl.exited).toBe(0);
    for (let tries = 0; (await lab.count(user)) < 1; tries += 1) {
      if (tries > 100) throw new Error("it did not arrive");
      await Bun.sleep(50);
    }
  },
  30_000,
);
