export const htmlToText = (html: string): string => html.replace(/<[^>]*>/g, " ");
