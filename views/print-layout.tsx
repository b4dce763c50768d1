import type { PropsWithChildren } from "@kitajs/html";
import type { Language } from "#src/say.ts";

type Props = PropsWithChildren<{ title: string; language: Language; across?: boolean }>;

/** A document that stands alone, on a screen and on paper, without our server: its style is in it, and it loads nothing. */
export function PrintLayout({ title, language, across = false, children }: Props): JSX.Element {
  return (
    <html lang={language === "de" ? "de-CH" : "en"}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'" />
        <title safe>{title}</title>
        <style safe>{plain}</style>
        {across ? <style>{"@page { size: A4 landscape; margin: 15mm }"}</style> : null}
      </head>
      <body>
        <h1 safe>{title}</h1>
        {children}
      </body>
    </html>
  );
}

const plain =
  "body { font: 10.5pt/1.45 system-ui, sans-serif; margin: 2rem auto; max-width: 70rem; padding: 0 1rem; color: #111; background: #fff }" +
  " h1 { font-size: 1.5rem } h2 { font-size: 1.15rem; margin-top: 1.6rem }" +
  " table { border-collapse: collapse; width: 100% }" +
  " th, td { text-align: left; vertical-align: top; padding: .35rem .8rem .35rem 0; border-bottom: 1px solid #bbb; font-weight: 400; overflow-wrap: anywhere }" +
  " thead th { font-weight: 600 } tbody th { font-weight: 600 } tr { break-inside: avoid }" +
  " code { font-family: ui-monospace, monospace; overflow-wrap: anywhere }" +
  " @media print { body { margin: 0; max-width: none; padding: 0 } }" +
  " @page { size: A4; margin: 18mm }";
