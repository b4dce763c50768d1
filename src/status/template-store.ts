import type { Database } from "bun:sqlite";
import type { NoticeKind } from "./notice.ts";

/** Words for a notice that comes again. */
export type Template = {
  id: number;
  kind: NoticeKind;
  name: string;
  title: string;
  title_en: string | null;
  text: string;
  text_en: string | null;
};
export type TemplateWords = Omit<Template, "id">;

const columns = "id, kind, name, title, title_en, text, text_en";

export function listTemplates(db: Database): Template[] {
  return db.query<Template, []>(`SELECT ${columns} FROM notice_templates ORDER BY kind, name COLLATE NOCASE`).all();
}

export function findTemplate(db: Database, id: number): Template | null {
  return db.query<Template, [number]>(`SELECT ${columns} FROM notice_templates WHERE id = ?`).get(id);
}

export function insertTemplate(db: Database, words: TemplateWords): number {
  return db
    .query<{ id: number }, [TemplateWords]>(
      `INSERT INTO notice_templates (kind, name, title, title_en, text, text_en)
       VALUES ($kind, $name, $title, $title_en, $text, $text_en) RETURNING id`,
    )
    .get(words)!.id;
}

export function updateTemplate(db: Database, id: number, words: TemplateWords): boolean {
  return (
    db
      .query<null, [TemplateWords & { id: number }]>(
        `UPDATE notice_templates SET kind = $kind, name = $name, title = $title, title_en = $title_en, text = $text,
           text_en = $text_en WHERE id = $id`,
      )
      .run({ ...words, id }).changes === 1
  );
}

export function deleteTemplate(db: Database, id: number): boolean {
  return db.query<null, [number]>("DELETE FROM notice_templates WHERE id = ?").run(id).changes === 1;
}
