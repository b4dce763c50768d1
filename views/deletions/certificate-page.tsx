import type { Reader } from "#src/reader.ts";
import { sayIn, tellIn } from "#src/say.ts";
import { PlainLayout } from "#views/layout.tsx";
import { Certificate, type CertificateProps } from "./certificate.tsx";

/** The certificate for the printer, in German or English. */
export function CertificatePage({ reader, ...props }: { reader: Reader } & CertificateProps): JSX.Element {
  const say = sayIn(reader.language);
  const number = props.dossier.record.id;
  const title = tellIn(reader.language)({ de: `Löschnachweis Nr. ${number}`, en: `Deletion record no. ${number}` });
  return (
    <PlainLayout title={title} reader={reader}>
      <p class="links on-screen">
        <a href={`/deletions/${number}`}>{say({ de: "Zurück zum Nachweis", en: "Back to the record" })}</a>
      </p>
      <h1 safe>{title}</h1>
      <Certificate {...props} />
    </PlainLayout>
  );
}
