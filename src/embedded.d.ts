// Files that are compiled into the binary: SQL, scripts and styles arrive as text, the font as a path Bun.file() can open.
declare module "*.sql" {
  const text: string;
  export default text;
}
declare module "*.css" {
  const text: string;
  export default text;
}
declare module "*.md" {
  const text: string;
  export default text;
}
declare module "*.woff2" {
  const path: string;
  export default path;
}
declare module "*.svg" {
  const text: string;
  export default text;
}
declare module "htmx.org/dist/htmx.min.js" {
  const text: string;
  export default text;
}
declare module "*/status.js" {
  const text: string;
  export default text;
}
declare module "*/app.js" {
  const text: string;
  export default text;
}
declare module "*/keys.js" {
  const text: string;
  export default text;
}
declare module "*/live.js" {
  const text: string;
  export default text;
}
declare module "*/live-pages.js" {
  const text: string;
  export default text;
}

declare module "*/bulk.js" {
  const text: string;
  export default text;
}

declare module "*/saved-reply.js" {
  const text: string;
  export default text;
}

declare module "*/mention.js" {
  const text: string;
  export default text;
}
declare module "*/shared-stream.js" {
  const text: string;
  export default text;
}
declare module "*/presence.js" {
  const text: string;
  export default text;
}
