/** Code and styles that run in the report, bundled into a text (scripts/build/in-page.mjs). */
declare module 'in-page:*' {
  export const text: string;
}
