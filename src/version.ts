import changelog from "../CHANGELOG.md" with { type: "text" };

/** The first version heading of CHANGELOG.md: the only place where the version is written. */
export const version = /^## (\S+)/m.exec(changelog)?.[1] ?? "0";
